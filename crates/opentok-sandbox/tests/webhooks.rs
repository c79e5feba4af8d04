//! Webhooks: which, in what order, how often tried, how signed.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use compact_jws::{Hs256Key, UntrustedJws};
use http::Method;
use opentok_sandbox::{Webhook, WebhookKind};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use support::Caller;

const URL: &str = "http://127.0.0.1:9/hook";

fn register(caller: &Caller, kinds: &[WebhookKind], secret: Option<&str>) {
    for kind in kinds {
        caller.sandbox.register_webhook(*kind, URL, secret).unwrap();
    }
}

/// What is due, told as having arrived.
fn take(caller: &Caller) -> Vec<Value> {
    let due = caller.sandbox.due_webhooks();
    due.iter()
        .for_each(|webhook| caller.sandbox.webhook_sent(webhook.number(), true));
    due.iter().map(read).collect()
}

fn read(webhook: &Webhook) -> Value {
    serde_json::from_slice(webhook.body()).unwrap()
}

fn names(events: &[Value]) -> Vec<String> {
    let name = |event: &Value| match event["event"].as_str().unwrap() {
        "archive" => format!("archive {}", event["status"].as_str().unwrap()),
        other => other.to_owned(),
    };
    events.iter().map(name).collect()
}

#[test]
fn events_come_in_the_order_of_their_causes() {
    let caller = Caller::project();
    register(&caller, &[WebhookKind::Session, WebhookKind::Archive], None);
    let session = caller.session("p2p.preference=disabled&archiveMode=always");
    let connection = caller.connect(&session, &json!({"data": "user=42"}));
    let stream = caller.publish(&session, &json!({"connectionId": connection, "name": "host"}));
    caller.wait_s(30);
    caller
        .delete(&format!("/session/{session}/connection/{connection}"))
        .expect(204);
    caller.wait_s(65);
    let events = take(&caller);
    assert_eq!(
        names(&events),
        [
            "sessionCreated",
            "connectionCreated",
            "archive started",
            "streamCreated",
            "streamDestroyed",
            "archive paused",
            "connectionDestroyed",
            "archive stopped",
            "sessionDestroyed",
            "archive available",
        ]
    );
    let destroyed = &events[4];
    assert_eq!(
        (&destroyed["reason"], &destroyed["projectId"]),
        (&json!("forceDisconnected"), &json!("10000001"))
    );
    assert_eq!(
        (&destroyed["stream"]["id"], &destroyed["stream"]["videoType"]),
        (&json!(stream), &json!("camera"))
    );
    assert_eq!(destroyed["stream"]["connection"]["data"], "user=42");
    assert_eq!(destroyed["timestamp"], 1_767_225_630_000_u64);
    assert!(
        events[9]["url"]
            .as_str()
            .unwrap()
            .starts_with("http://127.0.0.1/storage/"),
        "{}",
        events[9]
    );
    assert!(take(&caller).is_empty());
}

#[test]
fn calls_tell_how_they_fare() {
    let caller = Caller::project();
    register(&caller, &[WebhookKind::Sip], None);
    let session = caller.routed();
    let credentials = caller.sandbox.credentials();
    let project = opentok_token::Project::new(
        credentials.api_key.parse().unwrap(),
        opentok_token::ApiSecret::new(&credentials.api_secret),
    );
    let id: opentok_token::SessionId = session.parse().unwrap();
    let now = opentok_token::UnixSeconds::new(caller.now_s());
    let grant = opentok_token::Grant::new(&id);
    let token = opentok_token::Signer::new(project)
        .sign_t1(&grant, now, opentok_token::Nonce::new(1))
        .unwrap();
    let body =
        json!({"sessionId": session, "token": token.expose(), "sip": {"uri": "sip:a@b", "observeForceMute": true}});
    let call = caller.post("/dial", &body).expect(200);
    caller.wait_s(4);
    caller
        .post(&format!("/session/{session}/mute"), &json!({"active": true}))
        .expect(200);
    caller
        .delete(&format!(
            "/session/{session}/connection/{}",
            call["connectionId"].as_str().unwrap()
        ))
        .expect(204);
    let events = take(&caller);
    let told: Vec<_> = events
        .iter()
        .map(|event| (event["event"].as_str().unwrap(), event["state"].as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("callCreated", None),
            ("callUpdated", Some("DIALING")),
            ("callUpdated", Some("RINGING")),
            ("callUpdated", Some("ACTIVE")),
            ("muteForced", None),
            ("callUpdated", Some("HANGUP")),
            ("callDestroyed", None),
        ]
    );
    assert_eq!(
        (&events[6]["reason_code"], &events[6]["call"]["id"]),
        (&json!("700"), &call["id"])
    );
}

#[test]
fn an_unsigned_webhook_is_tried_five_times() {
    let caller = Caller::project();
    register(&caller, &[WebhookKind::Archive], None);
    let session = caller.routed();
    caller.connect(&session, &json!({}));
    caller.post("/archive", &json!({"sessionId": session})).expect(200);
    let mut tries = 0;
    while let [webhook, ..] = &caller.sandbox.due_webhooks()[..] {
        assert_eq!(webhook.attempts(), tries);
        tries += 1;
        caller.sandbox.webhook_sent(webhook.number(), false);
        caller.wait_s(5);
    }
    assert_eq!(tries, 5);
}

#[test]
fn too_many_failures_switch_a_registration_off() {
    let caller = Caller::project();
    register(&caller, &[WebhookKind::Session], None);
    let session = caller.routed();
    let is_off = || {
        caller.control(Method::GET, "", "").json()["webhooks"][0]["off"]
            .as_bool()
            .unwrap()
    };
    for _ in 0..30 {
        caller.connect(&session, &json!({}));
    }
    let mut failures = 0;
    while !is_off() && failures < 100 {
        let due = caller.sandbox.due_webhooks();
        for webhook in &due {
            if !is_off() {
                caller.sandbox.webhook_sent(webhook.number(), false);
                failures += 1;
            }
        }
        caller.wait_s(5);
    }
    assert_eq!(failures, 51);
    caller.connect(&session, &json!({}));
    let events: Vec<Value> = caller
        .sandbox
        .due_webhooks()
        .iter()
        .filter(|one| one.attempts() == 0)
        .map(read)
        .collect();
    assert!(events.is_empty(), "{events:?}");
}

#[test]
fn a_signed_webhook_proves_its_origin_and_is_tried_for_a_day() {
    let caller = Caller::project();
    register(&caller, &[WebhookKind::Archive], Some("signature secret"));
    let session = caller.routed();
    caller.connect(&session, &json!({}));
    caller.post("/archive", &json!({"sessionId": session})).expect(200);
    let webhook = &caller.sandbox.due_webhooks()[0];
    let request = webhook.request();
    let header = request.headers()["authorization"].to_str().unwrap();
    let token = header.strip_prefix("Bearer ").unwrap();
    let untrusted = UntrustedJws::parse(token).unwrap();
    let mut scratch = vec![0; untrusted.scratch_len()];
    let verified = untrusted
        .verify(&Hs256Key::new(b"signature secret"), &mut scratch)
        .unwrap();
    let claims: Value = serde_json::from_str(verified.claims().as_str()).unwrap();
    let hash: String = Sha256::digest(request.body())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(
        (&claims["payload_hash"], &claims["api_key"]),
        (&json!(hash), &json!("10000001"))
    );
    caller.sandbox.webhook_sent(webhook.number(), false);
    let mut tries = 1;
    while tries < 1_000 {
        let Some(next) = caller
            .sandbox
            .next_ms()
            .filter(|next| *next < 1_767_225_600_000 + 86_400_000)
        else {
            break;
        };
        caller.wait_s((next - caller.sandbox.now_ms()) / 1000 + 1);
        for webhook in caller.sandbox.due_webhooks() {
            if webhook.body() == request.body() {
                tries += 1;
            }
            caller.sandbox.webhook_sent(webhook.number(), false);
        }
    }
    assert!((90..120).contains(&tries), "{tries}");
}

#[test]
fn callbacks_are_registered_listed_and_deleted() {
    let caller = Caller::project();
    let body = json!({"group": "connection", "event": "created", "url": "http://127.0.0.1:9/created"});
    let made = caller.post("/callback", &body).expect(200);
    assert_eq!(caller.get("/callback").expect(200), json!([made]));
    let session = caller.routed();
    caller.publish(&session, &json!({}));
    assert_eq!(names(&take(&caller)), ["connectionCreated"]);
    register(&caller, &[WebhookKind::Session], None);
    let removed = caller.control(Method::DELETE, "/webhook", "").expect(200);
    assert_eq!(removed, json!({"removed": 1}));
    assert_eq!(caller.get("/callback").expect(200), json!([made]));
    let path = format!("/callback/{}", made["id"].as_str().unwrap());
    caller.delete(&path).expect(204);
    caller.delete(&path).expect(404);
    caller.delete("/callback/x").expect(400);
    caller
        .post("/callback", &json!({"group": "connection", "event": "created"}))
        .expect(400);
}

#[test]
fn nothing_leaves_this_machine() {
    let caller = Caller::project();
    let told = caller
        .sandbox
        .register_webhook(WebhookKind::Archive, "https://app.example.net/hook", None);
    assert_eq!(told.unwrap_err().status, 403);
    let body = json!({"group": "connection", "event": "created", "url": "https://app.example.net/hook"});
    caller.post("/callback", &body).expect(200);
    let session = caller.routed();
    caller.connect(&session, &json!({}));
    assert!(caller.sandbox.due_webhooks().is_empty());
    let log = caller.sandbox.log_after(None);
    let made = log
        .as_array()
        .unwrap()
        .iter()
        .find(|entry| entry["kind"] == "webhook")
        .unwrap();
    assert_eq!(
        (&made["event"], &made["sent"]),
        (&json!("connectionCreated"), &json!(false))
    );
}
