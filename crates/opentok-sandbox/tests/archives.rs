//! Archives: what they may be started with, how they go on by themselves, and what is left of them.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use http::Method;
use opentok_sandbox::{Options, Sandbox};
use serde_json::{Value, json};
use support::Caller;

fn start(caller: &Caller, session: &str) -> String {
    let archive = caller.post("/archive", &json!({"sessionId": session})).expect(200);
    archive["id"].as_str().unwrap().to_owned()
}

fn status(caller: &Caller, archive: &str) -> String {
    let archive = caller.get(&format!("/archive/{archive}")).expect(200);
    archive["status"].as_str().unwrap().to_owned()
}

#[test]
fn an_archive_is_started_stopped_available_and_expired() {
    let caller = Caller::project();
    let session = caller.routed();
    let stream = caller.publish(&session, &json!({}));
    let started = caller
        .post(
            "/archive",
            &json!({"sessionId": session, "name": "weekly", "multiArchiveTag": "a"}),
        )
        .expect(200);
    assert_eq!(
        (&started["status"], &started["createdAt"]),
        (&json!("started"), &json!(1_767_225_600_000_u64))
    );
    assert_eq!(started["projectId"], 10_000_001);
    assert_eq!(started["streams"][0]["streamId"], stream);
    let id = started["id"].as_str().unwrap();

    caller.wait_s(312);
    let stopped = caller.post(&format!("/archive/{id}/stop"), &Value::Null).expect(200);
    assert_eq!(
        (&stopped["status"], &stopped["reason"]),
        (&json!("stopped"), &json!("user initiated"))
    );
    assert_eq!(
        (&stopped["duration"], &stopped["size"], &stopped["url"]),
        (&json!(312), &json!(0), &Value::Null)
    );

    caller.wait_s(5);
    let available = caller.get(&format!("/archive/{id}")).expect(200);
    assert_eq!(available["status"], "available");
    assert!(available["size"].as_u64().unwrap() > 100_000, "{available}");

    caller.wait_s(72 * 3600);
    let expired = caller.get(&format!("/archive/{id}")).expect(200);
    assert_eq!((&expired["status"], &expired["url"]), (&json!("expired"), &Value::Null));
    caller.delete(&format!("/archive/{id}")).expect(409);
}

#[test]
fn the_address_of_an_archive_is_good_for_ten_minutes() {
    let caller = Caller::project();
    let session = caller.routed();
    caller.publish(&session, &json!({}));
    let id = start(&caller, &session);
    caller.wait_s(10);
    caller.post(&format!("/archive/{id}/stop"), &Value::Null).expect(200);
    caller.wait_s(5);
    let archive = caller.get(&format!("/archive/{id}")).expect(200);
    let url = archive["url"].as_str().unwrap();
    let file = support::send(&caller.sandbox, Method::GET, url, &[], "");
    assert_eq!(
        (file.status.as_u16(), file.headers["content-type"].to_str().unwrap()),
        (200, "video/mp4")
    );
    assert_eq!(file.body.len() as u64, archive["size"].as_u64().unwrap());
    assert_eq!(&file.body[4..8], b"ftyp");
    let part = support::send(&caller.sandbox, Method::GET, url, &[("range", "bytes=4-7".into())], "");
    assert_eq!((part.status.as_u16(), &*part.body), (206, &b"ftyp"[..]));
    let forged = url.replace("Expires=", "Expires=9");
    assert_eq!(
        support::send(&caller.sandbox, Method::GET, &forged, &[], "").status,
        403
    );
    caller.wait_s(600);
    assert_eq!(support::send(&caller.sandbox, Method::GET, url, &[], "").status, 403);
}

#[test]
fn an_archive_pauses_without_streams_and_goes_on_with_the_next() {
    let caller = Caller::project();
    let session = caller.routed();
    let connection = caller.connect(&session, &json!({}));
    let stream = caller.publish(&session, &json!({"connectionId": connection}));
    let id = start(&caller, &session);
    caller.wait_s(100);
    caller
        .control(Method::DELETE, &format!("/session/{session}/stream/{stream}"), "")
        .expect(200);
    assert_eq!(status(&caller, &id), "paused");
    caller.wait_s(1000);
    caller.publish(&session, &json!({"connectionId": connection}));
    assert_eq!(status(&caller, &id), "started");
    caller.wait_s(50);
    let stopped = caller.post(&format!("/archive/{id}/stop"), &Value::Null).expect(200);
    assert_eq!(stopped["duration"], 150);
}

#[test]
fn an_archive_that_nobody_feeds_pauses_after_a_minute_and_stops_after_an_hour() {
    let caller = Caller::project();
    let session = caller.routed();
    caller.connect(&session, &json!({}));
    let id = start(&caller, &session);
    caller.wait_s(59);
    assert_eq!(status(&caller, &id), "started");
    caller.wait_s(1);
    assert_eq!(status(&caller, &id), "paused");
    caller.wait_s(3599);
    assert_eq!(status(&caller, &id), "paused");
    caller.wait_s(1);
    assert_eq!(status(&caller, &id), "stopped");
}

#[test]
fn an_archive_ends_a_minute_after_the_last_client_has_left() {
    let caller = Caller::project();
    let session = caller.routed();
    let connection = caller.connect(&session, &json!({}));
    caller.publish(&session, &json!({"connectionId": connection}));
    let id = start(&caller, &session);
    caller.wait_s(30);
    caller
        .delete(&format!("/session/{session}/connection/{connection}"))
        .expect(204);
    assert_eq!(status(&caller, &id), "paused");
    caller.wait_s(59);
    assert_eq!(status(&caller, &id), "paused");
    caller.wait_s(1);
    let stopped = caller.get(&format!("/archive/{id}")).expect(200);
    assert_eq!(
        (&stopped["status"], &stopped["reason"]),
        (&json!("stopped"), &json!("session ended"))
    );
    assert_eq!(stopped["duration"], 30);
}

#[test]
fn four_hours_are_the_most() {
    let caller = Caller::project();
    let session = caller.routed();
    caller.publish(&session, &json!({}));
    let id = start(&caller, &session);
    caller.wait_s(4 * 3600 - 1);
    assert_eq!(status(&caller, &id), "started");
    caller.wait_s(1);
    let stopped = caller.get(&format!("/archive/{id}")).expect(200);
    assert_eq!(stopped["reason"], "maximum duration exceeded");
    assert_eq!(stopped["duration"], 4 * 3600);
}

#[test]
fn a_session_that_is_always_archived_starts_by_itself_and_cannot_be_stopped() {
    let caller = Caller::project();
    let session =
        caller.session("p2p.preference=disabled&archiveMode=always&archiveName=all&archiveResolution=1280x720");
    caller.publish(&session, &json!({}));
    let list = caller.get("/archive").expect(200);
    assert_eq!((&list["count"], &list["items"][0]["name"]), (&json!(1), &json!("all")));
    assert_eq!(list["items"][0]["resolution"], "1280x720");
    let id = list["items"][0]["id"].as_str().unwrap();
    caller.post(&format!("/archive/{id}/stop"), &Value::Null).expect(409);
    caller.wait_s(4 * 3600);
    let list = caller.get("/archive").expect(200);
    assert_eq!(
        (&list["count"], &list["items"][0]["status"]),
        (&json!(2), &json!("started"))
    );
    assert_eq!(list["items"][1]["id"], id);
}

#[test]
fn a_start_is_refused_for_the_documented_reasons() {
    let caller = Caller::project();
    let (relayed, routed) = (caller.session(""), caller.routed());
    caller.connect(&relayed, &json!({}));
    caller.post("/archive", &json!({})).expect(400);
    caller.post("/archive", &json!({"sessionId": "nonsense"})).expect(400);
    caller
        .post("/archive", &json!({"sessionId": "1_MX4xMDAwMDAwMX5-MX54fn4"}))
        .expect(404);
    let empty = caller.post("/archive", &json!({"sessionId": routed})).expect(404);
    assert!(
        empty["message"].as_str().unwrap().starts_with("Not found. No clients"),
        "{empty}"
    );
    caller.post("/archive", &json!({"sessionId": relayed})).expect(409);
    caller.connect(&routed, &json!({}));
    for more in [
        json!({"hasAudio": false, "hasVideo": false}),
        json!({"outputMode": "both"}),
        json!({"resolution": "800x600"}),
        json!({"outputMode": "individual", "resolution": "640x480"}),
        json!({"layout": {"type": "custom"}}),
        json!({"layout": {"type": "pip", "stylesheet": "stream {}"}}),
        json!({"layout": {"type": "pip", "screenshareType": "pip"}}),
        json!({"maxBitrate": 99_999}),
        json!({"maxBitrate": 6_000_001}),
        json!({"maxBitrate": 200_000, "quantizationParameter": 20}),
        json!({"quantizationParameter": 14}),
        json!({"quantizationParameter": 41}),
        json!({"hasTranscription": true}),
        json!({"transcriptionProperties": {}}),
        json!({"streamMode": "some"}),
        json!({"name": "x".repeat(81)}),
        json!({"name": 7}),
    ] {
        let mut body = more.clone();
        body["sessionId"] = routed.clone().into();
        let refused = caller.post("/archive", &body);
        assert_eq!(refused.status, 400, "{more}");
    }
    start(&caller, &routed);
    caller.post("/archive", &json!({"sessionId": routed})).expect(409);
    caller
        .post("/archive", &json!({"sessionId": routed, "multiArchiveTag": "b"}))
        .expect(200);
    caller
        .post("/archive", &json!({"sessionId": routed, "multiArchiveTag": "b"}))
        .expect(409);
}

#[test]
fn spellings_of_every_sdk_start_an_archive() {
    let caller = Caller::project();
    let session = caller.routed();
    caller.connect(&session, &json!({}));
    for (tag, mut body) in [
        json!({"name": null, "resolution": null, "maxBitrate": null, "outputMode": "composed"}),
        json!({"maxBitRate": "400000", "layout": {"type": "bestFit", "screensharetype": "pip"}}),
        json!({"layout": {"type": "bestFit", "screenshare_type": "verticalPresentation", "stylesheet": null}}),
        json!({"outputMode": "individual", "hasTranscription": true,
               "transcriptionProperties": {"PrimaryLanguageCode": "de-DE", "HasSummary": true}}),
        json!({"action": "start", "quantizationParameter": 15}),
        json!({"quantizationParameter": 40, "streamMode": "manual"}),
    ]
    .into_iter()
    .enumerate()
    {
        body["sessionId"] = session.clone().into();
        body["multiArchiveTag"] = tag.to_string().into();
        caller.post("/archive", &body).expect(200);
    }
    let listed = caller.get("/archive").expect(200);
    assert_eq!(
        listed["items"][2]["transcriptionProperties"],
        json!({"primaryLanguageCode": "de-DE", "hasSummary": true})
    );
}

#[test]
fn streams_of_a_manual_archive_are_chosen() {
    let caller = Caller::project();
    let session = caller.routed();
    let stream = caller.publish(&session, &json!({}));
    let manual = caller
        .post("/archive", &json!({"sessionId": session, "streamMode": "manual"}))
        .expect(200);
    assert_eq!(manual["streams"], json!([]));
    let path = format!("/archive/{}/streams", manual["id"].as_str().unwrap());
    caller
        .patch(&path, &json!({"addStream": stream, "hasVideo": false}))
        .expect(204);
    let archive = caller.get(path.trim_end_matches("/streams")).expect(200);
    assert_eq!(
        archive["streams"],
        json!([{"streamId": stream, "hasAudio": true, "hasVideo": false}])
    );
    caller.patch(&path, &json!({"removeStream": stream})).expect(204);
    caller.patch(&path, &json!({"removeStream": stream})).expect(404);
    caller.patch(&path, &json!({"addStream": "nobody"})).expect(404);
    caller.patch(&path, &json!({})).expect(400);
    caller
        .patch(&path, &json!({"addStream": stream, "removeStream": stream}))
        .expect(400);
    let auto = caller
        .post("/archive", &json!({"sessionId": session, "multiArchiveTag": "auto"}))
        .expect(200);
    let path = format!("/archive/{}/streams", auto["id"].as_str().unwrap());
    caller.patch(&path, &json!({"addStream": stream})).expect(405);
}

#[test]
fn a_layout_is_changed_while_an_archive_runs() {
    let caller = Caller::project();
    let session = caller.routed();
    caller.publish(&session, &json!({}));
    let id = start(&caller, &session);
    let path = format!("/archive/{id}/layout");
    caller
        .put(
            &path,
            &json!({"type": "custom", "stylesheet": "stream.full {width:100%}"}),
        )
        .expect(200);
    assert_eq!(
        caller.look(&session)["archives"][0]["layout"]["stylesheet"],
        "stream.full {width:100%}"
    );
    caller.put(&path, &json!({"type": "big"})).expect(400);
    caller.put(&path, &json!({})).expect(400);
    caller.post(&format!("/archive/{id}/stop"), &Value::Null).expect(200);
    caller.put(&path, &json!({"type": "pip"})).expect(404);
}

#[test]
fn only_what_is_finished_is_deleted_and_then_it_is_gone() {
    let caller = Caller::project();
    let session = caller.routed();
    caller.publish(&session, &json!({}));
    let id = start(&caller, &session);
    let path = format!("/archive/{id}");
    assert_eq!(caller.delete(&path).expect(409)["code"], 15_004);
    caller.post(&format!("{path}/stop"), &Value::Null).expect(200);
    assert_eq!(
        caller.post(&format!("{path}/stop"), &Value::Null).expect(409)["code"],
        15_002
    );
    caller.delete(&path).expect(409);
    caller.wait_s(5);
    caller.delete(&path).expect(204);
    caller.delete(&path).expect(404);
    caller.get(&path).expect(404);
    assert_eq!(caller.get("/archive").expect(200)["count"], 0);
}

#[test]
fn a_storage_target_takes_archives_away() {
    let caller = Caller::project();
    let target =
        json!({"type": "s3", "config": {"accessKey": "a", "secretKey": "s", "bucket": "b"}, "fallback": "none"});
    assert_eq!(caller.put("/archive/storage", &target).expect(200)["fallback"], "none");
    let session = caller.routed();
    caller.publish(&session, &json!({}));
    let id = start(&caller, &session);
    caller.post(&format!("/archive/{id}/stop"), &Value::Null).expect(200);
    caller.wait_s(5);
    let uploaded = caller.get(&format!("/archive/{id}")).expect(200);
    assert_eq!(
        (&uploaded["status"], &uploaded["url"]),
        (&json!("uploaded"), &Value::Null)
    );
    caller.delete("/archive/storage").expect(204);
    for bad in [
        json!({}),
        json!({"type": "ftp", "config": {}}),
        json!({"type": "s3"}),
        json!({"type": "s3", "config": {"accessKey": "a", "bucket": "b"}}),
        json!({"type": "azure", "config": {"accountName": "a", "accountKey": "b", "container": "c"}, "fallback": "x"}),
    ] {
        assert_eq!(caller.put("/archive/storage", &bad).status, 400, "{bad}");
    }
}

#[test]
fn an_upload_that_fails_falls_back_if_it_may() {
    for (fallback, expected) in [("none", "failed"), ("opentok", "available")] {
        let caller = Caller::project_of(Sandbox::new(Options::new().uploads_fail(true)));
        let config = json!({"accountName": "a", "accountKey": "b", "container": "c"});
        caller
            .put(
                "/archive/storage",
                &json!({"type": "azure", "config": config, "fallback": fallback}),
            )
            .expect(200);
        let session = caller.routed();
        caller.publish(&session, &json!({}));
        let id = start(&caller, &session);
        caller.post(&format!("/archive/{id}/stop"), &Value::Null).expect(200);
        caller.wait_s(5);
        assert_eq!(status(&caller, &id), expected);
    }
}

#[test]
fn lists_are_newest_first_and_count_everything() {
    let caller = Caller::project();
    let (one, other) = (caller.routed(), caller.routed());
    caller.connect(&one, &json!({}));
    caller.connect(&other, &json!({}));
    let mut ids = Vec::new();
    for number in 0..7 {
        let session = if number == 3 { &other } else { &one };
        let body = json!({"sessionId": session, "multiArchiveTag": number.to_string()});
        ids.push(
            caller.post("/archive", &body).expect(200)["id"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }
    let listed = |query: &str| {
        let list = caller.get(&format!("/archive{query}")).expect(200);
        let items = list["items"].as_array().unwrap();
        let at = |item: &Value| ids.iter().position(|id| item["id"] == **id).unwrap();
        (
            list["count"].as_u64().unwrap(),
            items.iter().map(at).collect::<Vec<_>>(),
        )
    };
    assert_eq!(listed(""), (7, vec![6, 5, 4, 3, 2, 1, 0]));
    assert_eq!(listed("?offset=2&count=3"), (7, vec![4, 3, 2]));
    assert_eq!(listed("?offset=100"), (7, vec![]));
    assert_eq!(listed("?count=0"), (7, vec![]));
    assert_eq!(listed(&format!("?sessionId={other}")), (1, vec![3]));
    assert_eq!(listed(&format!("?session_id={one}&offset=5")), (6, vec![0]));
    assert_eq!(listed("?count=1000").0, 7);
    for query in ["?count=1001", "?count=-1", "?offset=x", "?sessionId=x"] {
        assert_eq!(caller.get(&format!("/archive{query}")).status, 400, "{query}");
    }
}

#[test]
fn an_individual_archive_is_a_zip_with_a_manifest() {
    let caller = Caller::project();
    let session = caller.routed();
    let connection = caller.connect(&session, &json!({"data": "name=Ann"}));
    let stream = caller.publish(&session, &json!({"connectionId": connection, "videoType": "screen"}));
    let archive = caller
        .post("/archive", &json!({"sessionId": session, "outputMode": "individual"}))
        .expect(200);
    assert!(archive.get("resolution").is_none());
    let path = format!("/archive/{}", archive["id"].as_str().unwrap());
    caller.wait_s(20);
    caller.post(&format!("{path}/stop"), &Value::Null).expect(200);
    caller.wait_s(5);
    let url = caller.get(&path).expect(200)["url"].as_str().unwrap().to_owned();
    let file = support::send(&caller.sandbox, Method::GET, &url, &[], "");
    let zip = opentok_archive::zip::IndividualZip::open(std::io::Cursor::new(file.body), &Default::default()).unwrap();
    let held = &zip.manifest().files[0];
    assert_eq!(
        (held.stream_id.as_str(), held.connection_data.as_str()),
        (stream.as_str(), "name=Ann")
    );
    assert_eq!((held.start_ms, held.stop_ms), (0, 20_000));
}
