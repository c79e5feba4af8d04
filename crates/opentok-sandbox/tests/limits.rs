//! What is kept and read has limits: each is tried at the limit and one past it.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use http::Method;
use opentok_sandbox::{Client, Fault, Publication, Sandbox, WebhookKind};
use serde_json::json;
use support::Caller;

#[test]
fn a_body_has_a_mebibyte() {
    let caller = Caller::project();
    let fill = |len: usize| format!("x={}", "y".repeat(len - 2));
    caller
        .call(Method::POST, "/session/create", fill(Sandbox::MAX_BODY))
        .expect(200);
    caller
        .call(Method::POST, "/session/create", fill(Sandbox::MAX_BODY + 1))
        .expect(413);
    let surface = |len: usize| {
        caller.control(
            Method::POST,
            "/token",
            &format!("{{\"token\":\"x\"}}{}", " ".repeat(len - 13)),
        )
    };
    surface(Sandbox::MAX_BODY).expect(200);
    surface(Sandbox::MAX_BODY + 1).expect(413);
}

#[test]
fn a_session_has_three_thousand_connections_and_streams() {
    let caller = Caller::project();
    let (sandbox, session) = (&caller.sandbox, caller.routed());
    let first = sandbox.connect(&session, Client::with_data("")).unwrap();
    for _ in 1..3_000 {
        sandbox.connect(&session, Client::with_data("")).unwrap();
    }
    assert_eq!(
        sandbox.connect(&session, Client::with_data("")).unwrap_err().status,
        409
    );
    for _ in 0..3_000 {
        sandbox.publish(&session, &Publication::of(&first)).unwrap();
    }
    assert_eq!(
        sandbox.publish(&session, &Publication::of(&first)).unwrap_err().status,
        409
    );
}

#[test]
fn a_connection_remembers_a_thousand_signals() {
    let caller = Caller::project();
    let session = caller.routed();
    caller.connect(&session, &json!({}));
    for number in 0..1_001 {
        caller
            .post(
                &format!("/session/{session}/signal"),
                &json!({"data": number.to_string()}),
            )
            .expect(204);
    }
    let look = caller.look(&session);
    let signals = look["connections"][0]["signals"].as_array().unwrap();
    assert_eq!(
        (signals.len(), &signals[0]["data"], &signals[999]["data"]),
        (1_000, &json!("1"), &json!("1000"))
    );
}

#[test]
fn there_are_a_thousand_faults_and_registrations() {
    let caller = Caller::project();
    for _ in 0..1_000 {
        caller.sandbox.add_fault(&Fault::new().path("/nowhere")).unwrap();
        caller
            .sandbox
            .register_webhook(WebhookKind::Sip, "http://127.0.0.1:9/", None)
            .unwrap();
    }
    assert!(caller.sandbox.add_fault(&Fault::new()).is_err());
    assert!(
        caller
            .sandbox
            .register_webhook(WebhookKind::Sip, "http://127.0.0.1:9/", None)
            .is_err()
    );
    let callback = json!({"group": "connection", "event": "created", "url": "http://127.0.0.1:9/created"});
    caller.post("/callback", &callback).expect(400);
}

#[test]
fn the_log_keeps_the_last_entries() {
    let caller = Caller::project();
    for _ in 0..4_097 {
        caller.call(Method::GET, "/nowhere", "");
    }
    let log = caller.sandbox.log_after(None);
    let entries = log.as_array().unwrap();
    assert_eq!((entries.len(), &entries[0]["number"]), (4_096, &json!(2)));
}

#[test]
fn the_outbox_keeps_the_last_webhooks() {
    let caller = Caller::project();
    caller
        .sandbox
        .register_webhook(WebhookKind::Session, "http://127.0.0.1:9/", None)
        .unwrap();
    let session = caller.routed();
    let connection = caller.connect(&session, &json!({}));
    // Two events a time, on top of the two of the first client.
    for _ in 0..5_000 {
        let stream = caller.sandbox.publish(&session, &Publication::of(&connection)).unwrap();
        caller.sandbox.unpublish(&session, &stream).unwrap();
    }
    let counts = caller.control(Method::GET, "", "").json()["counts"].clone();
    assert_eq!(
        (&counts["webhooksWaiting"], &counts["webhooksLost"]),
        (&json!(10_000), &json!(2))
    );
    assert_eq!(caller.sandbox.due_webhooks().len(), 10_000);
}
