//! The control surface: admission, clock, faults, log, tokens.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use bytes::Bytes;
use http::{Method, Request, StatusCode};
use http_endpoint::{Transport, TransportErrorKind};
use opentok_sandbox::{Client, Clock, Fault, Options, PeerAddress, Publication, Sandbox};
use serde_json::{Value, json};
use support::{Caller, ready};

fn from(sandbox: &Sandbox, address: &str, token: Option<&str>) -> u16 {
    let mut request = Request::get("/sandbox").body(Bytes::new()).unwrap();
    request.extensions_mut().insert(PeerAddress(address.parse().unwrap()));
    if let Some(token) = token {
        let value = format!("Bearer {token}").parse().unwrap();
        request.headers_mut().insert("authorization", value);
    }
    sandbox.respond(request).status().as_u16()
}

#[test]
fn it_is_open_to_this_machine_or_to_holders_of_its_token() {
    let open = Sandbox::new(Options::new());
    for (address, expected) in [
        ("127.0.0.1", 200),
        ("::1", 200),
        ("::ffff:127.0.0.1", 200),
        ("10.0.0.1", 403),
        ("2001:db8::1", 403),
    ] {
        assert_eq!(from(&open, address, None), expected, "{address}");
    }
    let closed = Sandbox::new(Options::new().control_token("open sesame"));
    assert_eq!(from(&closed, "10.0.0.1", Some("open sesame")), 200);
    assert_eq!(from(&closed, "127.0.0.1", None), 401);
    assert_eq!(from(&closed, "127.0.0.1", Some("open")), 401);
}

#[test]
fn a_seed_names_a_run() {
    let run = || {
        let caller = Caller::project();
        let session = caller.routed();
        caller.publish(&session, &json!({}));
        caller.post("/archive", &json!({"sessionId": session})).expect(200);
        (
            session,
            caller.sandbox.credentials().api_secret,
            caller.get("/archive").json(),
            caller.sandbox.log_after(None),
        )
    };
    assert_eq!(run(), run());
}

#[test]
fn the_clock_is_moved_on_and_never_back() {
    let caller = Caller::project();
    let set = |body: Value| caller.control(Method::POST, "/clock", &body.to_string());
    assert_eq!(
        set(json!({"advanceMs": 1500})).expect(200)["nowMs"],
        1_767_225_601_500_u64
    );
    assert_eq!(
        set(json!({"set": 1_767_225_700_000_u64})).expect(200)["nowMs"],
        1_767_225_700_000_u64
    );
    set(json!({"set": 1_767_225_699_999_u64})).expect(400);
    set(json!({"advanceMs": 366 * 86_400_000_u64})).expect(200);
    set(json!({"advanceMs": 366 * 86_400_000_u64 + 1})).expect(400);
    set(json!({})).expect(400);
    set(json!({"advanceMs": -1})).expect(400);
}

#[test]
fn callers_of_a_clock_that_follows_keep_their_own_time() {
    let sandbox = Sandbox::new(Options::new().clock(Clock::following(|| 1_800_000_000_000)));
    let caller = Caller::project_of(sandbox);
    caller.wait_s(7200);
    assert_eq!(caller.now_s(), 1_800_007_200);
    let token = support::rest_jwt(
        &caller.owner,
        &caller.sandbox.credentials().api_secret,
        "project",
        1_800_000_000,
        180,
    );
    let late = caller.with(support::Auth::Header {
        name: "x-opentok-auth",
        value: token,
    });
    late.get("/archive").expect(200);
}

#[test]
fn faults_strike_as_often_as_they_are_told() {
    let caller = Caller::project();
    let fault = Fault::new().method(&Method::POST).path("/session/create").times(2);
    let fault = fault
        .status(StatusCode::SERVICE_UNAVAILABLE)
        .header("Retry-After", "7")
        .body(json!({"message": "busy"}));
    caller.sandbox.add_fault(&fault).unwrap();
    let create = || caller.call(Method::POST, "/session/create", "");
    let refused = create();
    assert_eq!(
        (
            refused.status.as_u16(),
            refused.headers["retry-after"].to_str().unwrap()
        ),
        (503, "7")
    );
    assert_eq!(refused.json(), json!({"message": "busy"}));
    caller.get("/archive").expect(200);
    create().expect(503);
    create().expect(200);
}

#[test]
fn a_fault_may_match_the_beginning_of_a_path_until_it_is_taken_away() {
    let caller = Caller::project();
    caller
        .control(Method::POST, "/fault", r#"{"match":{"path":"/v2/*"},"status":500}"#)
        .expect(200);
    assert_eq!(caller.get("/archive").expect(500)["code"], -1);
    caller.get("/broadcast").expect(500);
    caller.routed();
    caller.control(Method::DELETE, "/fault", "").expect(200);
    caller.get("/archive").expect(200);
    for bad in [
        json!({"times": 0}),
        json!({"status": 199}),
        json!({"drop": "now"}),
        json!({"delayMs": 600_001}),
        json!({"status": 200, "headers": {"Content-Length": "7"}}),
        json!({"status": 200, "headers": {"transfer-encoding": "chunked"}}),
    ] {
        assert_eq!(
            caller.control(Method::POST, "/fault", &bad.to_string()).status,
            400,
            "{bad}"
        );
    }
}

#[test]
fn a_broken_connection_is_before_or_after_the_deed() {
    let caller = Caller::project();
    let transport = caller.sandbox.transport();
    let count = || {
        caller.control(Method::GET, "", "").json()["counts"]["sessions"]
            .as_u64()
            .unwrap()
    };
    for (fault, expected) in [(Fault::new().drop_before(), 0), (Fault::new().drop_after(), 1)] {
        caller.sandbox.add_fault(&fault.times(1)).unwrap();
        let (name, value) = caller.credentials().unwrap();
        let request = Request::post("/session/create")
            .header(name, value)
            .body(Bytes::new())
            .unwrap();
        let error = ready(transport.send(request)).unwrap_err();
        assert_eq!((error.kind(), count()), (TransportErrorKind::Interrupted, expected));
    }
}

#[test]
fn a_delay_moves_the_clock_of_a_caller_in_memory() {
    let caller = Caller::project();
    let delay = core::time::Duration::from_secs(3);
    caller.sandbox.add_fault(&Fault::new().delay(delay).times(1)).unwrap();
    let request = Request::get("/nothing").body(Bytes::new()).unwrap();
    let response = ready(caller.sandbox.transport().send(request)).unwrap();
    assert_eq!(
        (response.status().as_u16(), caller.sandbox.now_ms()),
        (404, 1_767_225_603_000)
    );
}

#[test]
fn the_log_tells_requests_without_secrets() {
    let caller = Caller::project();
    let body = json!({"sessionId": "x", "token": "T1==secret", "sip": {"uri": "sip:a@b", "auth": {"username": "u", "password": "p4ss"}}});
    caller.post("/dial", &body).expect(400);
    caller.routed();
    let log = caller.control(Method::GET, "/log", "").json();
    let first = &log["entries"][0];
    assert_eq!(
        (&first["method"], &first["status"], &first["auth"]),
        (&json!("POST"), &json!(400), &json!("x-opentok-auth"))
    );
    assert_eq!(first["body"]["sessionId"], "x");
    let text = log.to_string();
    assert!(
        !text.contains("T1==") && !text.contains("p4ss") && !text.contains("eyJ"),
        "{text}"
    );
    let number = first["number"].as_u64().unwrap();
    let later = caller.control(Method::GET, &format!("/log?after={number}"), "").json();
    assert_eq!(later["entries"].as_array().unwrap().len(), 1);
}

#[test]
fn tokens_are_judged_as_the_service_would() {
    let caller = Caller::project();
    let session = caller.routed();
    let credentials = caller.sandbox.credentials();
    let project = opentok_token::Project::new(
        credentials.api_key.parse().unwrap(),
        opentok_token::ApiSecret::new(&credentials.api_secret),
    );
    let id: opentok_token::SessionId = session.parse().unwrap();
    let now = opentok_token::UnixSeconds::new(caller.now_s());
    let grant = opentok_token::Grant::new(&id).role(opentok_token::Role::Moderator);
    let signed = opentok_token::Signer::new(project)
        .sign_t1(&grant, now, opentok_token::Nonce::new(5))
        .unwrap();
    let verdict = caller.sandbox.check_token(signed.expose());
    assert_eq!((&verdict["valid"], &verdict["kind"]), (&json!(true), &json!("t1")));
    assert_eq!(
        (&verdict["claims"]["role"], &verdict["claims"]["session_id"]),
        (&json!("moderator"), &json!(session))
    );
    caller.wait_s(86_460);
    assert_eq!(caller.sandbox.check_token(signed.expose())["reason"], "expired");
    assert_eq!(caller.sandbox.check_token("nonsense")["reason"], "unknown_issuer");
    assert_eq!(caller.sandbox.check_token("")["valid"], false);
}

#[test]
fn participants_come_and_go_by_method_too() {
    let caller = Caller::project();
    let (sandbox, session) = (&caller.sandbox, caller.routed());
    let connection = sandbox.connect(&session, Client::with_data("name=Ann")).unwrap();
    let stream = sandbox
        .publish(&session, &Publication::of(&connection).name("Ann").has_audio(false))
        .unwrap();
    assert_eq!(sandbox.session(&session).unwrap()["streams"][0]["id"], stream);
    sandbox.unpublish(&session, &stream).unwrap();
    assert_eq!(sandbox.unpublish(&session, &stream).unwrap_err().status, 404);
    sandbox.disconnect(&session, &connection).unwrap();
    assert!(sandbox.connect("nowhere", Client::with_data("")).is_err());
}

#[test]
fn unknown_calls_are_not_found() {
    let caller = Caller::project();
    caller.control(Method::GET, "/nothing", "").expect(404);
    caller.control(Method::PUT, "", "").expect(404);
    caller.control(Method::GET, "/session/nowhere", "").expect(404);
    caller.call(Method::GET, "/sandboxes", "").expect(404);
}
