//! What is changed while an archive runs.

use serde_json::{Value, json};

use crate::{start, support::Caller};

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
fn an_archive_pauses_when_nothing_is_left_of_its_only_stream() {
    let caller = Caller::project();
    let session = caller.routed();
    let stream = caller.publish(&session, &json!({}));
    let body = json!({"sessionId": session, "streamMode": "manual", "hasAudio": false});
    let archive = caller.post("/archive", &body).expect(200);
    let path = format!("/archive/{}", archive["id"].as_str().unwrap());
    let add = |more: Value| {
        let mut body = json!({"addStream": stream});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        caller.patch(&format!("{path}/streams"), &body).status.as_u16()
    };
    assert_eq!(add(json!({"hasAudio": false, "hasVideo": false})), 400);
    assert_eq!(add(json!({})), 204);
    assert_eq!(caller.get(&path).expect(200)["status"], "started");
    assert_eq!(add(json!({"hasVideo": false})), 204);
    assert_eq!(caller.get(&path).expect(200)["status"], "paused");
    assert_eq!(add(json!({})), 204);
    assert_eq!(caller.get(&path).expect(200)["status"], "started");
}
