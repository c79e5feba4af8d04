//! How an archive goes on by itself.

use http::Method;
use serde_json::{Value, json};

use crate::{start, status, support::Caller};

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
fn an_archive_without_streams_pauses_when_everyone_has_left() {
    let caller = Caller::project();
    let session = caller.routed();
    let connection = caller.connect(&session, &json!({}));
    let id = start(&caller, &session);
    caller
        .delete(&format!("/session/{session}/connection/{connection}"))
        .expect(204);
    assert_eq!(status(&caller, &id), "paused");
    caller.wait_s(60);
    assert_eq!(status(&caller, &id), "stopped");
}
