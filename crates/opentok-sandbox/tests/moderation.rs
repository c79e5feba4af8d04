//! Signals, connections, streams, class lists and mutes; roles and classes from tokens.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use http::Method;
use opentok_token::{ApiSecret, Grant, Nonce, Project, Role, SessionId, Signer, UnixSeconds};
use serde_json::{Value, json};
use support::Caller;

fn token(caller: &Caller, session: &str, role: Role, classes: &[&str]) -> String {
    let credentials = caller.sandbox.credentials();
    let project = Project::new(
        credentials.api_key.parse().unwrap(),
        ApiSecret::new(&credentials.api_secret),
    );
    let session: SessionId = session.parse().unwrap();
    let grant = Grant::new(&session).role(role).data("name=Bob").layout_classes(classes);
    let signed = Signer::new(project).sign_t1(&grant, UnixSeconds::new(caller.now_s()), Nonce::new(1));
    signed.unwrap().expose().to_owned()
}

#[test]
fn a_signal_reaches_everyone_or_one() {
    let caller = Caller::project();
    let session = caller.routed();
    let (ann, bob) = (
        caller.connect(&session, &json!({})),
        caller.connect(&session, &json!({})),
    );
    caller
        .post(
            &format!("/session/{session}/signal"),
            &json!({"type": "chat", "data": "hello"}),
        )
        .expect(204);
    let answer = caller.post(
        &format!("/session/{session}/connection/{bob}/signal"),
        &json!({"data": ""}),
    );
    assert_eq!((answer.status.as_u16(), answer.body.len()), (204, 0));
    let look = caller.look(&session);
    let received = |at: usize| look["connections"][at]["signals"].as_array().unwrap().clone();
    assert_eq!(
        (look["connections"][0]["id"].as_str(), received(0).len()),
        (Some(ann.as_str()), 1)
    );
    assert_eq!(
        (&received(0)[0]["type"], &received(0)[0]["data"]),
        (&json!("chat"), &json!("hello"))
    );
    assert_eq!((received(1).len(), &received(1)[1]["type"]), (2, &json!("")));
}

#[test]
fn a_signal_is_refused_for_the_documented_reasons() {
    let caller = Caller::project();
    let session = caller.routed();
    let path = format!("/session/{session}/signal");
    caller.post(&path, &json!({"data": "x"})).expect(404);
    let connection = caller.connect(&session, &json!({}));
    assert_eq!(caller.post(&path, &json!({"type": "chat"})).expect(400)["code"], 15_202);
    caller.post(&path, &json!({"data": {"a": 1}})).expect(400);
    caller.post(&path, &json!({"type": "a b", "data": ""})).expect(400);
    caller
        .post("/session/nonsense/signal", &json!({"data": "x"}))
        .expect(400);
    caller
        .post(&path, &json!({"type": "t".repeat(128), "data": "d".repeat(8192)}))
        .expect(204);
    caller
        .post(&path, &json!({"type": "t".repeat(129), "data": ""}))
        .expect(413);
    caller
        .post(&path, &json!({"type": "t", "data": "d".repeat(8193)}))
        .expect(413);
    let one = |id: &str| {
        caller.post(
            &format!("/session/{session}/connection/{id}/signal"),
            &json!({"data": "x"}),
        )
    };
    one(&connection).expect(204);
    one("nobody").expect(400);
    one("30b3ebf1-ba36-4f5b-8def-6f70d9986fe9").expect(404);
}

#[test]
fn connections_are_listed_and_ended_with_their_streams() {
    let caller = Caller::project();
    let session = caller.routed();
    assert_eq!(
        caller.get(&format!("/session/{session}/connection/")).expect(200)["count"],
        0
    );
    let (ann, bob) = (
        caller.connect(&session, &json!({})),
        caller.connect(&session, &json!({})),
    );
    caller.publish(&session, &json!({"connectionId": bob}));
    let list = caller.get(&format!("/session/{session}/connection")).expect(200);
    assert_eq!(
        (&list["count"], &list["projectId"], &list["sessionId"]),
        (&json!(2), &json!("10000001"), &json!(session))
    );
    assert_eq!(
        list["items"][0],
        json!({"connectionId": ann, "connectionState": "Connected", "createdAt": 1_767_225_600_000_u64})
    );
    let path = format!("/session/{session}/connection/{bob}");
    assert_eq!(caller.delete(&path).status, 204);
    caller.delete(&path).expect(404);
    caller.delete(&format!("/session/{session}/connection/x")).expect(400);
    assert_eq!(caller.look(&session)["streams"], json!([]));
}

#[test]
fn streams_are_listed_with_their_classes() {
    let caller = Caller::project();
    let session = caller.routed();
    caller.get(&format!("/session/{session}/stream")).expect(404);
    let connection = caller.connect(
        &session,
        &json!({"token": token(&caller, &session, Role::Moderator, &["full", "focus"])}),
    );
    let stream = caller.publish(
        &session,
        &json!({"connectionId": connection, "name": "host", "videoType": "screen"}),
    );
    let sound = caller.publish(&session, &json!({"connectionId": connection, "hasVideo": false}));
    let path = format!("/session/{session}/stream");
    let expected = json!({"id": stream, "name": "host", "videoType": "screen", "layoutClassList": ["full", "focus"]});
    let list = caller.get(&path).expect(200);
    assert_eq!((&list["count"], &list["items"][0]), (&json!(2), &expected));
    assert!(list["items"][1].get("videoType").is_none());
    assert_eq!(caller.get(&format!("{path}/{stream}")).expect(200), expected);
    caller.get(&format!("{path}/{session}")).expect(404);

    let changed = caller
        .put(&path, &json!({"items": [{"id": sound, "layoutClassList": ["small"]}]}))
        .expect(200);
    assert_eq!(
        (&changed["count"], &changed["items"][0]["layoutClassList"]),
        (&json!(1), &json!(["small"]))
    );
    caller
        .put(&format!("{path}/{stream}"), &json!({"layoutClassList": []}))
        .expect(200);
    let list = caller.get(&path).expect(200);
    assert_eq!(list["items"][0]["layoutClassList"], json!([]));
    for bad in [
        json!({}),
        json!({"items": {}}),
        json!({"items": [1]}),
        json!({"items": [{"id": stream}]}),
        json!({"items": [{"id": stream, "layoutClassList": ["a b"]}]}),
        json!({"items": [{"layoutClassList": []}]}),
    ] {
        assert_eq!(caller.put(&path, &bad).status, 400, "{bad}");
    }
    let twice = json!({"items": [{"id": sound, "layoutClassList": ["a"]}, {"id": sound, "layoutClassList": ["b"]}]});
    let changed = caller.put(&path, &twice).expect(200);
    assert_eq!(
        (&changed["count"], &changed["items"][0]["layoutClassList"]),
        (&json!(1), &json!(["b"]))
    );
    let unknown = json!({"items": [{"id": stream, "layoutClassList": ["x"]}, {"id": "y", "layoutClassList": []}]});
    caller.put(&path, &unknown).expect(404);
    assert_eq!(caller.get(&path).expect(200)["items"][0]["layoutClassList"], json!([]));
}

#[test]
fn muting_all_lasts_until_it_is_ended_and_unmutes_nobody() {
    let caller = Caller::project();
    let session = caller.routed();
    let streams: Vec<String> = (0..3).map(|_| caller.publish(&session, &json!({}))).collect();
    let muted = || {
        let look = caller.look(&session);
        let streams = look["streams"].as_array().unwrap();
        streams
            .iter()
            .map(|stream| stream["muted"].as_bool().unwrap())
            .collect::<Vec<_>>()
    };
    let path = format!("/session/{session}/mute");
    // Two SDKs, two spellings, and one that writes truth as text.
    let body = json!({"active": "true", "excludedStreams": [streams[0]], "excludedStreamIds": [streams[1]]});
    assert_eq!(caller.post(&path, &body).expect(200)["id"], "10000001");
    assert_eq!(muted(), [false, false, true]);
    caller.publish(&session, &json!({}));
    assert_eq!(muted(), [false, false, true, true]);
    caller
        .post(&path, &json!({"active": false, "excludedStreamIds": null}))
        .expect(200);
    caller.publish(&session, &json!({}));
    assert_eq!(muted(), [false, false, true, true, false]);
    caller.post(&path, &json!({})).expect(400);
    // One stream; one SDK sends an unrelated body.
    let one = format!("/session/{session}/stream/{}/mute", streams[0]);
    let answer = caller
        .post(&one, &json!({"sessionId": "x", "hasAudio": true}))
        .expect(200);
    assert!(answer.get("secret").is_none());
    assert!(muted()[0]);
    caller
        .post(&format!("/session/{session}/stream/x/mute"), &Value::Null)
        .expect(404);
}

#[test]
fn a_token_decides_what_a_client_may_do() {
    let caller = Caller::project();
    let (session, other) = (caller.routed(), caller.routed());
    let connect = |token: String| {
        let body = json!({"token": token}).to_string();
        caller.control(Method::POST, &format!("/session/{session}/connection"), &body)
    };
    let made = connect(token(&caller, &session, Role::Subscriber, &[])).expect(200);
    let subscriber = made["connectionId"].as_str().unwrap();
    let publish = json!({"connectionId": subscriber}).to_string();
    let refused = caller.control(Method::POST, &format!("/session/{session}/stream"), &publish);
    assert_eq!(refused.expect(403)["message"], "A subscriber cannot publish");
    assert_eq!(caller.look(&session)["connections"][0]["data"], "name=Bob");
    connect(token(&caller, &other, Role::Publisher, &[])).expect(403);
    connect("T1==nonsense".into()).expect(403);
    let late = token(&caller, &session, Role::Publisher, &[]);
    caller.wait_s(86_400 + 60);
    let refused = connect(late).expect(403);
    assert!(refused["message"].as_str().unwrap().contains("expired"), "{refused}");
}
