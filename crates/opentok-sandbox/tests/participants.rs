//! What takes part in a session without a client: calls, Audio Connectors, captions, Experience Composers.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use opentok_token::Role;
use serde_json::{Value, json};
use support::Caller;

/// A body with session and token, and more.
fn body(caller: &Caller, session: &str, role: Role, more: &Value) -> Value {
    let mut body = json!({"sessionId": session, "token": caller.token(session, role)});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

#[test]
fn a_call_is_there_at_once_hears_digits_and_is_hung_up() {
    let caller = Caller::project();
    let session = caller.routed();
    let sip = json!({"sip": {"uri": "sip:user@sip.example.net;transport=tls", "secure": "true", "streams": []}});
    let call = caller
        .post("/dial", &body(&caller, &session, Role::Publisher, &sip))
        .expect(200);
    let connection = call["connectionId"].as_str().unwrap();
    assert_eq!(caller.look(&session)["streams"][0]["id"], call["streamId"]);
    let one = format!("/session/{session}/connection/{connection}/play-dtmf");
    caller
        .post(&format!("/session/{session}/play-dtmf"), &json!({"digits": "1p713#"}))
        .expect(200);
    caller.post(&one, &json!({"digits": "*0"})).expect(200);
    caller.wait_s(4);
    let held = &caller.look(&session)["connections"][0];
    assert_eq!(
        (&held["call"]["digits"], &held["call"]["state"]),
        (&json!("1p713#*0"), &json!("ACTIVE"))
    );
    assert_eq!(held["data"], "sip=true");
    caller.post(&one, &json!({"digits": "abc"})).expect(400);
    caller.post(&one, &json!({})).expect(400);
    caller
        .delete(&format!("/session/{session}/connection/{connection}"))
        .expect(204);
    caller.post(&one, &json!({"digits": "1"})).expect(404);
    caller
        .post(&format!("/session/{session}/play-dtmf"), &json!({"digits": "1"}))
        .expect(404);
}

#[test]
fn a_call_lasts_six_hours_at_most() {
    let caller = Caller::project();
    let session = caller.routed();
    let sip = json!({"sip": {"uri": "sip:user@sip.example.net"}});
    caller
        .post("/call", &body(&caller, &session, Role::Publisher, &sip))
        .expect(200);
    caller.wait_s(6 * 3600 - 1);
    assert_eq!(caller.look(&session)["connections"].as_array().unwrap().len(), 1);
    caller.wait_s(1);
    assert_eq!(caller.look(&session)["connections"], json!([]));
}

#[test]
fn a_call_is_refused_for_the_documented_reasons() {
    let caller = Caller::project();
    let (session, relayed) = (caller.routed(), caller.session(""));
    let sip = json!({"sip": {"uri": "sip:user@sip.example.net"}});
    let good = body(&caller, &session, Role::Publisher, &sip);
    for (name, value, expected) in [
        ("sessionId", Value::Null, 400),
        ("token", Value::Null, 400),
        ("token", json!("T1==x"), 400),
        ("token", json!(caller.token(&relayed, Role::Publisher)), 400),
        ("token", json!(caller.token(&session, Role::Subscriber)), 403),
        ("sip", Value::Null, 400),
        ("sip", json!({}), 400),
        ("sip", json!({"uri": "tel:1"}), 400),
        ("sip", json!({"uri": "sip:a@b", "headers": {"X": 1}}), 400),
        ("sip", json!({"uri": "sip:a@b", "auth": {"username": "u"}}), 400),
        ("sessionId", json!("1_MX4xMDAwMDAwMX5-MX54fn4"), 404),
    ] {
        let mut bad = good.clone();
        bad[name] = value.clone();
        assert_eq!(caller.post("/dial", &bad).status.as_u16(), expected, "{name}: {value}");
    }
    caller
        .post("/dial", &body(&caller, &relayed, Role::Publisher, &sip))
        .expect(409);
}

#[test]
fn an_audio_connector_takes_part_until_it_is_stopped() {
    let caller = Caller::project();
    let session = caller.routed();
    let start = |more: Value| {
        let mut socket = json!({"uri": "wss://audio.example.net/in"});
        socket
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        caller.post(
            "/connect",
            &body(&caller, &session, Role::Publisher, &json!({"websocket": socket})),
        )
    };
    let made = start(json!({"audioRate": 24_000, "headers": {"room": "42"}, "bidirectional": true})).expect(200);
    let transport = json!({"transport": "json", "encoding": "base64"});
    start(json!({"audioTransport": transport})).expect(200);
    let other = start(json!({"audioTransport": transport.to_string()})).expect(200);
    assert_eq!(caller.look(&session)["connections"].as_array().unwrap().len(), 3);
    let stop = format!("/connect/{}/stop", made["id"].as_str().unwrap());
    caller.post(&stop, &Value::Null).expect(200);
    caller.post(&stop, &Value::Null).expect(404);
    caller
        .delete(&format!(
            "/session/{session}/connection/{}",
            other["connectionId"].as_str().unwrap()
        ))
        .expect(204);
    assert_eq!(caller.look(&session)["connections"].as_array().unwrap().len(), 1);
    for bad in [
        json!({"uri": "https://audio.example.net/in"}),
        json!({"uri": "ws://a/"}),
        json!({"audioRate": 44_100}),
        json!({"headers": {"x": "y".repeat(512)}}),
        json!({"streams": vec!["s"; 51]}),
        json!({"audioTransport": {"transport": "json"}}),
        json!({"audioTransport": "nonsense"}),
    ] {
        assert_eq!(start(bad.clone()).status, 400, "{bad}");
    }
}

#[test]
fn captions_need_a_moderator_and_run_once() {
    let caller = Caller::project();
    let session = caller.routed();
    caller.publish(&session, &json!({}));
    let start = |role, more: Value| caller.post("/captions", &body(&caller, &session, role, &more));
    start(Role::Publisher, json!({})).expect(403);
    for bad in [
        json!({"languageCode": "x"}),
        json!({"maxDuration": 299}),
        json!({"maxDuration": 14_401}),
        json!({"partialCaptions": "maybe"}),
        json!({"statusCallbackUrl": "short"}),
    ] {
        assert_eq!(start(Role::Moderator, bad.clone()).status, 400, "{bad}");
    }
    let made = start(
        Role::Moderator,
        json!({"languageCode": "de-DE", "maxDuration": 300, "partialCaptions": "true"}),
    );
    let id = made.expect(202)["captionsId"].as_str().unwrap().to_owned();
    assert_eq!(start(Role::Moderator, json!({})).expect(409)["code"], 60_003);
    caller.wait_s(100);
    let captions = caller.get(&format!("/captions/{id}")).expect(200);
    assert_eq!(
        (&captions["captionId"], &captions["status"]),
        (&json!(id), &json!("started"))
    );
    assert_eq!(
        (&captions["duration"], &captions["languageCode"]),
        (&json!(100), &json!("de-de"))
    );
    caller.wait_s(200);
    assert_eq!(caller.get(&format!("/captions/{id}")).expect(200)["status"], "stopped");
    let again = start(Role::Moderator, json!({})).expect(202)["captionsId"]
        .as_str()
        .unwrap()
        .to_owned();
    caller
        .post(&format!("/captions/{again}/stop"), &Value::Null)
        .expect(202);
    caller
        .post(&format!("/captions/{again}/stop"), &Value::Null)
        .expect(404);
    caller.get("/captions/30b3ebf1-ba36-4f5b-8def-6f70d9986fe9").expect(404);
}

#[test]
fn a_render_loads_publishes_and_stops() {
    let caller = Caller::project();
    let session = caller.routed();
    let start = |more: Value| {
        let mut page = json!({"url": "https://app.example.net/scene"});
        page.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        caller.post("/render", &body(&caller, &session, Role::Publisher, &page))
    };
    let made = start(json!({"properties": {"name": "scene"}, "maxDuration": 60})).expect(202);
    assert_eq!(
        (&made["status"], &made["resolution"], made.get("streamId")),
        (&json!("starting"), &json!("1280x720"), None)
    );
    let path = format!("/render/{}", made["id"].as_str().unwrap());
    caller.wait_s(2);
    let started = caller.get(&path).expect(200);
    assert_eq!(
        (&started["status"], &started["projectId"]),
        (&json!("started"), &json!("10000001"))
    );
    let stream = caller
        .get(&format!(
            "/session/{session}/stream/{}",
            started["streamId"].as_str().unwrap()
        ))
        .expect(200);
    assert_eq!(
        (&stream["name"], &stream["videoType"]),
        (&json!("scene"), &json!("custom"))
    );
    caller.wait_s(58);
    let ended = caller.get(&path).expect(200);
    assert_eq!(
        (&ended["status"], &ended["reason"]),
        (&json!("stopped"), &json!("Max duration exceeded"))
    );
    assert_eq!(caller.look(&session)["streams"], json!([]));

    let second = start(json!({})).expect(202);
    caller.wait_s(2);
    let stopped = caller
        .delete(&format!("/render/{}", second["id"].as_str().unwrap()))
        .expect(200);
    assert_eq!(
        (&stopped["status"], &stopped["reason"]),
        (&json!("stopped"), &json!("Stop Requested"))
    );
    let unreachable = start(json!({"url": "https://page.invalid/scene"})).expect(202);
    caller.wait_s(2);
    let failed = caller
        .post(
            &format!("/render/{}", unreachable["id"].as_str().unwrap()),
            &Value::Null,
        )
        .expect(200);
    assert_eq!(
        (&failed["status"], &failed["reason"]),
        (&json!("failed"), &json!("Could not load URL"))
    );
    let list = caller.get("/render?count=2").expect(200);
    assert_eq!(
        (&list["count"], &list["items"][0]["status"]),
        (&json!(3), &json!("failed"))
    );
    for bad in [
        json!({"url": "ftp://app.example.net/scene"}),
        json!({"maxDuration": 59}),
        json!({"maxDuration": 36_001}),
        json!({"resolution": "1x1"}),
        json!({"properties": {"name": ""}}),
        json!({"properties": {"name": "x".repeat(201)}}),
    ] {
        assert_eq!(start(bad.clone()).status, 400, "{bad}");
    }
    caller.post("/render", &Value::Null).expect(400);
}

#[test]
fn ending_the_connection_of_a_render_ends_the_render() {
    let caller = Caller::project();
    let session = caller.routed();
    let page = json!({"url": "https://app.example.net/scene"});
    let made = caller
        .post("/render", &body(&caller, &session, Role::Publisher, &page))
        .expect(202);
    caller.wait_s(2);
    let connection = caller.look(&session)["connections"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    caller
        .delete(&format!("/session/{session}/connection/{connection}"))
        .expect(204);
    assert_eq!(
        caller
            .get(&format!("/render/{}", made["id"].as_str().unwrap()))
            .expect(200)["status"],
        "stopped"
    );
}
