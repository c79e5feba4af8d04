//! Broadcasts.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use http::Method;
use serde_json::{Value, json};
use support::Caller;

#[test]
fn a_broadcast_connects_goes_live_and_stops() {
    let caller = Caller::project();
    let session = caller.routed();
    caller.publish(&session, &json!({}));
    let rtmp = json!([{"id": "backup", "serverUrl": "rtmps://live.example.net/app", "streamName": "k3y"}]);
    let body = json!({"sessionId": session, "outputs": {"hls": {"dvr": true}, "rtmp": rtmp}, "maxBitrate": "1500000"});
    let started = caller
        .call(Method::POST, "/v2/project/10000001/broadcast/", body.to_string())
        .expect(200);
    let urls = &started["broadcastUrls"];
    assert!(urls["hls"].as_str().unwrap().ends_with("/playlist.m3u8?DVR"), "{urls}");
    assert_eq!(
        (&urls["hlsStatus"], &urls["rtmp"][0]["status"]),
        (&json!("connecting"), &json!("connecting"))
    );
    assert_eq!(
        (&started["maxDuration"], &started["maxBitrate"]),
        (&json!(14_400), &json!(1_500_000))
    );
    let path = format!("/broadcast/{}", started["id"].as_str().unwrap());
    caller.wait_s(3);
    assert_eq!(
        caller.get(&path).expect(200)["broadcastUrls"]["rtmp"][0]["status"],
        "live"
    );
    caller.wait_s(12);
    assert_eq!(caller.get(&path).expect(200)["broadcastUrls"]["hlsStatus"], "live");
    assert_eq!(caller.get("/broadcast/").expect(200)["count"], 1);
    let playlist = support::send(&caller.sandbox, Method::GET, urls["hls"].as_str().unwrap(), &[], "");
    assert!(
        playlist.text().starts_with("#EXTM3U") && playlist.text().contains("0.ts"),
        "{}",
        playlist.text()
    );
    let segment = urls["hls"].as_str().unwrap().replace("playlist.m3u8?DVR", "0.ts");
    assert_eq!(
        support::send(&caller.sandbox, Method::GET, &segment, &[], "").body[0],
        0x47
    );

    let stopped = caller.post(&format!("{path}/stop"), &Value::Null).expect(200);
    assert_eq!(
        (&stopped["status"], &stopped["broadcastUrls"]),
        (&json!("stopped"), &Value::Null)
    );
    caller.post(&format!("{path}/stop"), &Value::Null).expect(409);
    assert_eq!(caller.get("/broadcast").expect(200)["count"], 0);
    assert_eq!(caller.get(&path).expect(200)["status"], "stopped");
}

#[test]
fn a_broadcast_ends_by_itself() {
    let caller = Caller::project();
    let session = caller.routed();
    let connection = caller.connect(&session, &json!({}));
    let start = |more: Value| {
        let mut body = json!({"sessionId": session, "outputs": {"hls": {}}});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        format!(
            "/broadcast/{}",
            caller.post("/broadcast", &body).expect(200)["id"].as_str().unwrap()
        )
    };
    let (short, long) = (
        start(json!({"maxDuration": 60})),
        start(json!({"multiBroadcastTag": "long"})),
    );
    let status = |path: &str| caller.get(path).expect(200)["status"].as_str().unwrap().to_owned();
    caller.wait_s(59);
    assert_eq!(status(&short), "started");
    caller.wait_s(1);
    assert_eq!((status(&short), status(&long)), ("stopped".into(), "started".into()));
    caller
        .delete(&format!("/session/{session}/connection/{connection}"))
        .expect(204);
    caller.wait_s(60);
    assert_eq!(status(&long), "stopped");
}

#[test]
fn a_start_is_refused_for_the_documented_reasons() {
    let caller = Caller::project();
    let session = caller.routed();
    let targets = |count: usize| -> Value {
        (0..count)
            .map(|_| json!({"serverUrl": "rtmp://a/b", "streamName": "s"}))
            .collect()
    };
    let hls = json!({"hls": {}});
    caller
        .post("/broadcast", &json!({"sessionId": session, "outputs": hls}))
        .expect(404);
    caller.connect(&session, &json!({}));
    for (more, expected) in [
        (json!({}), 400),
        (json!({"outputs": {}}), 400),
        (json!({"outputs": {"hls": {"dvr": true, "lowLatency": true}}}), 400),
        (json!({"outputs": {"rtmp": targets(6)}}), 400),
        (
            json!({"outputs": {"rtmp": [{"serverUrl": "http://a/b", "streamName": "s"}]}}),
            400,
        ),
        (json!({"outputs": {"rtmp": [{"serverUrl": "rtmp://a/b"}]}}), 400),
        (json!({"outputs": hls, "maxDuration": 59}), 400),
        (json!({"outputs": hls, "maxDuration": 36_001}), 400),
        (json!({"outputs": hls, "layout": {"type": "x"}}), 400),
        (json!({"outputs": hls, "resolution": "1x1"}), 400),
        (json!({"outputs": {"rtmp": targets(5)}, "maxDuration": 36_000}), 200),
        (json!({"outputs": hls}), 409),
        (
            json!({"outputs": {"rtmp": targets(1)[0]}, "multiBroadcastTag": "b"}),
            200,
        ),
    ] {
        let mut body = more.clone();
        body["sessionId"] = session.clone().into();
        assert_eq!(caller.post("/broadcast", &body).status.as_u16(), expected, "{more}");
    }
    caller
        .post("/broadcast", &json!({"sessionId": caller.session(""), "outputs": hls}))
        .expect(409);
}

#[test]
fn layout_and_streams_are_changed_while_it_runs() {
    let caller = Caller::project();
    let session = caller.routed();
    let stream = caller.publish(&session, &json!({}));
    let start = |mode: &str| {
        let body = json!({"sessionId": session, "outputs": {"hls": {}}, "streamMode": mode, "multiBroadcastTag": mode});
        format!(
            "/broadcast/{}",
            caller.post("/broadcast", &body).expect(200)["id"].as_str().unwrap()
        )
    };
    let (manual, auto) = (start("manual"), start("auto"));
    caller
        .patch(&format!("{auto}/streams"), &json!({"addStream": stream}))
        .expect(405);
    caller
        .patch(
            &format!("{manual}/streams"),
            &json!({"addStream": stream, "hasAudio": false}),
        )
        .expect(204);
    assert_eq!(caller.get(&manual).expect(200)["streams"][0]["hasAudio"], false);
    caller
        .patch(&format!("{manual}/streams"), &json!({"removeStream": stream}))
        .expect(204);
    caller
        .patch(&format!("{manual}/streams"), &json!({"removeStream": stream}))
        .expect(404);
    caller
        .put(
            &format!("{manual}/layout"),
            &json!({"type": "bestFit", "screenShareType": "pip"}),
        )
        .expect(200);
    assert_eq!(
        caller.look(&session)["broadcasts"][1]["layout"]["screenshareType"],
        "pip"
    );
    caller
        .put(&format!("{manual}/layout"), &json!({"type": "custom"}))
        .expect(400);
    caller
        .put(
            "/broadcast/30b3ebf1-ba36-4f5b-8def-6f70d9986fe9/layout",
            &json!({"type": "pip"}),
        )
        .expect(404);
    caller.get("/broadcast/x").expect(400);
}
