//! The unified environment, and the switches between what documents disagree about.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use http::Method;
use opentok_sandbox::{Options, Sandbox, WebhookKind};
use opentok_token::jwt::ApplicationSigner;
use opentok_token::{Grant, JwtId, Role, SessionId, UnixSeconds};
use serde_json::{Value, json};
use support::Caller;

#[test]
fn answers_name_the_application_as_their_owner() {
    let caller = Caller::application();
    let session = caller.routed();
    caller.publish(&session, &json!({}));
    let archive = caller.post("/archive", &json!({"sessionId": session})).expect(200);
    let broadcast = caller
        .post("/broadcast/", &json!({"sessionId": session, "outputs": {"hls": {}}}))
        .expect(200);
    let connections = caller.get(&format!("/session/{session}/connection/")).expect(200);
    for answer in [archive, broadcast, connections] {
        assert_eq!(answer["applicationId"], *caller.owner);
        assert!(
            answer.get("projectId").is_none() && answer.get("partnerId").is_none(),
            "{answer}"
        );
    }
}

#[test]
fn clients_come_with_tokens_of_the_application() {
    let caller = Caller::application();
    let session = caller.routed();
    let key = compact_jws::RsaPrivateKey::from_pem(&caller.sandbox.credentials().private_key).unwrap();
    let signer = ApplicationSigner::new(caller.owner.parse().unwrap(), key);
    let id: SessionId = session.parse().unwrap();
    let grant = Grant::new(&id).role(Role::Moderator).data("name=Bob");
    let token = signer
        .sign_client(&grant, UnixSeconds::new(caller.now_s()), JwtId::new([7; 16]))
        .unwrap();
    caller.connect(&session, &json!({"token": token.expose()}));
    assert_eq!(caller.look(&session)["connections"][0]["role"], "moderator");
    let verdict = caller.sandbox.check_token(token.expose());
    assert_eq!((&verdict["valid"], &verdict["kind"]), (&json!(true), &json!("jwt")));
    let body = json!({"sessionId": session, "token": token.expose(), "languageCode": "en-US"});
    caller.post("/captions", &body).expect(202);
}

#[test]
fn a_session_of_one_environment_is_unknown_in_the_other() {
    let caller = Caller::application();
    let session = caller.routed();
    let project = Caller::project_of(caller.sandbox.clone());
    project.get(&format!("/session/{session}/stream")).expect(404);
    project.post("/archive", &json!({"sessionId": session})).expect(404);
}

#[test]
fn an_unknown_stream_is_408_where_that_is_switched_on() {
    let caller = Caller::project_of(Sandbox::new(Options::new().bad_stream_is_408(true)));
    let session = caller.routed();
    caller.connect(&session, &json!({}));
    caller.get(&format!("/session/{session}/stream/nobody")).expect(408);
    caller
        .post(&format!("/session/{session}/stream/nobody/mute"), &Value::Null)
        .expect(408);
}

#[test]
fn recording_an_empty_session_is_a_switch() {
    let caller = Caller::project_of(Sandbox::new(Options::new().needs_clients(false)));
    let session = caller.routed();
    caller.post("/archive", &json!({"sessionId": session})).expect(200);
    caller
        .post("/broadcast", &json!({"sessionId": session, "outputs": {"hls": {}}}))
        .expect(200);
}

#[test]
fn what_was_started_in_an_empty_session_records_who_comes() {
    let caller = Caller::project_of(Sandbox::new(Options::new().needs_clients(false)));
    let session = caller.routed();
    let archive = caller.post("/archive", &json!({"sessionId": session})).expect(200);
    let path = format!("/archive/{}", archive["id"].as_str().unwrap());
    caller.post("/archive", &json!({"sessionId": session})).expect(409);
    let broadcast = json!({"sessionId": session, "outputs": {"hls": {}}});
    caller.post("/broadcast", &broadcast).expect(200);
    caller.post("/broadcast", &broadcast).expect(409);

    let connection = caller.connect(&session, &json!({}));
    let stream = caller.publish(&session, &json!({"connectionId": connection}));
    for path in [&path, "/broadcast"] {
        let told = caller.get(path).expect(200);
        let one = if told["items"].is_array() {
            &told["items"][0]
        } else {
            &told
        };
        assert_eq!(one["streams"][0]["streamId"], stream, "{path}");
    }
    caller
        .delete(&format!("/session/{session}/connection/{connection}"))
        .expect(204);
    caller.wait_s(60);
    assert_eq!(caller.get(&path).expect(200)["status"], "stopped");
    assert_eq!(caller.get("/broadcast").expect(200)["count"], 0);
}

#[test]
fn an_empty_session_that_is_recorded_is_not_alive() {
    let caller = Caller::project_of(Sandbox::new(Options::new().needs_clients(false)));
    let session = caller.routed();
    caller
        .sandbox
        .register_webhook(WebhookKind::Session, "http://127.0.0.1:9/", None)
        .unwrap();
    caller.post("/archive", &json!({"sessionId": session})).expect(200);
    assert!(caller.sandbox.due_webhooks().is_empty());
    caller.get(&format!("/session/{session}/stream")).expect(404);
    caller.wait_s(2);
    caller.connect(&session, &json!({}));
    let events: Vec<Value> = caller
        .sandbox
        .due_webhooks()
        .iter()
        .map(|webhook| serde_json::from_slice(webhook.body()).unwrap())
        .collect();
    assert_eq!(events[0]["event"], "sessionCreated");
    assert_eq!(events[0]["createdAt"], caller.sandbox.now_ms());
    assert_eq!(events[1]["event"], "connectionCreated");
}

#[test]
fn addresses_name_the_host_that_was_asked() {
    let caller = Caller::project();
    let session = caller.routed();
    caller.publish(&session, &json!({}));
    let body = json!({"sessionId": session, "outputs": {"hls": {}}});
    let made = caller.post("/broadcast", &body).expect(200);
    assert!(
        made["broadcastUrls"]["hls"]
            .as_str()
            .unwrap()
            .starts_with("http://127.0.0.1/hls/"),
        "{made}"
    );
    let mut headers = vec![("host", "box.example.net:8080".to_owned())];
    headers.extend(caller.credentials());
    let path = format!(
        "/v2/project/{}/broadcast/{}",
        caller.owner,
        made["id"].as_str().unwrap()
    );
    let got = support::send(&caller.sandbox, Method::GET, &path, &headers, "").json();
    assert!(
        got["broadcastUrls"]["hls"]
            .as_str()
            .unwrap()
            .starts_with("http://box.example.net:8080/hls/"),
        "{got}"
    );
}
