//! What is kept and read has limits: each is tried at the limit and one past it.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use http::{Method, StatusCode};
use opentok_sandbox::{Client, Fault, Publication, Sandbox, WebhookKind};
use opentok_token::Role;
use serde_json::{Value, json};
use support::{Auth, Caller};

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
    let partner = caller.with(Auth::Header {
        name: "x-tb-partner-auth",
        value: format!("{}:{}", caller.owner, caller.sandbox.credentials().api_secret),
    });
    let create = |len| partner.call(Method::POST, "/hl/session/create", fill(len)).status;
    assert_eq!(
        (create(Sandbox::MAX_BODY), create(Sandbox::MAX_BODY + 1)),
        (StatusCode::OK, StatusCode::PAYLOAD_TOO_LARGE)
    );
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

/// A session with room for one more stream.
fn almost_full(caller: &Caller) -> (String, String) {
    let session = caller.routed();
    let first = caller.connect(&session, &json!({}));
    for _ in 1..3_000 {
        caller.sandbox.publish(&session, &Publication::of(&first)).unwrap();
    }
    (session, first)
}

#[test]
fn a_call_is_one_of_the_streams() {
    let caller = Caller::project();
    let (session, _) = almost_full(&caller);
    let body = json!({
        "sessionId": session, "token": caller.token(&session, Role::Publisher), "sip": {"uri": "sip:user@sip.example.net"},
    });
    caller.post("/dial", &body).expect(200);
    caller.post("/dial", &body).expect(409);
}

#[test]
fn a_render_that_finds_no_place_any_more_fails() {
    let caller = Caller::project();
    let (session, first) = almost_full(&caller);
    let body = json!({
        "sessionId": session, "token": caller.token(&session, Role::Publisher), "url": "https://app.example.net/scene",
    });
    let render = caller.post("/render", &body).expect(202);
    caller.sandbox.publish(&session, &Publication::of(&first)).unwrap();
    caller.wait_s(2);
    let render = caller
        .get(&format!("/render/{}", render["id"].as_str().unwrap()))
        .expect(200);
    assert_eq!(
        (&render["status"], &render["reason"]),
        (&json!("failed"), &json!("Session is full"))
    );
    caller.post("/render", &body).expect(409);
}

#[test]
fn a_session_has_a_hundred_archives_and_broadcasts_at_a_time() {
    let caller = Caller::project();
    let session = caller.routed();
    caller.connect(&session, &json!({}));
    for (path, tag, more) in [
        ("/archive", "multiArchiveTag", json!({})),
        ("/broadcast", "multiBroadcastTag", json!({"outputs": {"hls": {}}})),
    ] {
        let start = |name: &str| {
            let mut body = more.clone();
            body["sessionId"] = session.clone().into();
            body[tag] = name.into();
            caller.post(path, &body)
        };
        let first = start(&"x".repeat(128)).expect(200);
        assert_eq!(start(&"x".repeat(129)).status, 400);
        for number in 1..100 {
            start(&number.to_string()).expect(200);
        }
        start("one more").expect(409);
        let stop = format!("{path}/{}/stop", first["id"].as_str().unwrap());
        caller.post(&stop, &Value::Null).expect(200);
        start("one more").expect(200);
    }
}

#[test]
fn ten_thousand_signals_are_told_at_a_time() {
    let caller = Caller::project();
    let session = caller.routed();
    for _ in 0..11 {
        caller.connect(&session, &json!({}));
    }
    for number in 0..1_000 {
        let body = json!({"data": number.to_string()});
        caller.post(&format!("/session/{session}/signal"), &body).expect(204);
    }
    let look = caller.look(&session);
    for connection in look["connections"].as_array().unwrap() {
        let signals = connection["signals"].as_array().unwrap();
        assert_eq!((signals.len(), &signals[908]["data"]), (909, &json!("999")));
    }
}

#[test]
fn changing_an_archive_again_and_again_keeps_nothing() {
    let caller = Caller::project();
    let session = caller.routed();
    let stream = caller.publish(&session, &json!({}));
    let archive = caller
        .post("/archive", &json!({"sessionId": session, "streamMode": "manual"}))
        .expect(200);
    let path = format!("/archive/{}/streams", archive["id"].as_str().unwrap());
    let change = |times: usize| {
        for number in 0..times {
            let body = json!({"addStream": stream, "hasVideo": number % 2 == 0});
            caller.patch(&path, &body).expect(204);
        }
    };
    // Until the log is full.
    change(4_096);
    let kept = allocation_counter::measure(|| change(1_000)).bytes_current;
    assert!(kept < 10_000, "{kept} bytes");
}

#[test]
fn what_was_used_is_counted_to_the_end_of_time() {
    let caller = Caller::project();
    let (session, _) = almost_full(&caller);
    for _ in 1..3_000 {
        caller.sandbox.connect(&session, Client::with_data("")).unwrap();
    }
    for _ in 0..100 {
        caller.wait_s(366 * 86_400);
    }
    let query =
        "{project(projectId: 10000001) {projectData(start: 0) {resources {usage {streamedSubscribedMinutes}}}}}";
    let body = json!({"query": query}).to_string();
    let told = caller.call(Method::POST, "/graphql", body).expect(200);
    let usage = &told["data"]["project"]["projectData"]["resources"][0]["usage"];
    assert!(usage["streamedSubscribedMinutes"].as_f64().unwrap() > 1e14, "{told}");
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
