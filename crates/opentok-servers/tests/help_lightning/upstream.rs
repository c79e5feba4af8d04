//! A service that stalls, breaks or lies gives the statuses that are promised, and no request goes on for ever.

use core::time::Duration;
use std::time::Instant;

use helplightning::sandbox::Fault;
use serde_json::json;

use crate::server::{Reply, TestServer};

const ALICE: &str = "alice@example.com";
const BOB: &str = "bob@example.com";

/// What the three routes answer while the service fails.
fn routes(server: &TestServer, alice: &str, bob: &str, pin: &str, fault: Fault) -> [Reply; 3] {
    server.sandbox.add_fault(fault);
    let replies = [
        server.get("/auth?email=alice@example.com", &[]),
        server.create(alice, BOB),
        server.join(bob, pin),
    ];
    server.sandbox.clear_faults();
    replies
}

#[test]
fn every_route_answers_every_failure_as_promised() {
    let server = TestServer::start(&[("HLSERVER_PIN_MAX_FAILURES", "1")]);
    let [alice, bob] = [ALICE, BOB].map(|address| server.token(address));
    let pin = server.create(&alice, BOB).json["sid"].as_str().unwrap().to_owned();
    for (name, fault, refusal) in [
        ("stalls", Fault::stall(), (504, "upstream_timeout")),
        ("breaks", Fault::break_off(), (502, "upstream_unreachable")),
        ("fails", Fault::status(500), (502, "upstream_error")),
        ("is away", Fault::status(503), (502, "upstream_error")),
        ("redirects", Fault::status(302), (502, "upstream_error")),
        (
            "says html",
            Fault::body("text/html", "<html>"),
            (502, "upstream_bad_response"),
        ),
        ("says nothing", Fault::status(200), (502, "upstream_bad_response")),
        (
            "says another thing",
            Fault::lie(&json!([1])),
            (502, "upstream_bad_response"),
        ),
        (
            "says too much",
            Fault::body("application/json", vec![b' '; 9 << 20]),
            (502, "upstream_bad_response"),
        ),
        (
            "limits",
            Fault::status(429).header("retry-after", "7"),
            (503, "upstream_rate_limited"),
        ),
    ] {
        let begin = Instant::now();
        for (reply, route) in routes(&server, &alice, &bob, &pin, fault)
            .iter()
            .zip(["auth", "create", "join"])
        {
            assert_eq!(reply.refusal(), refusal, "{route} while the service {name}");
            if reply.status == 503 {
                assert!(reply.headers.contains("retry-after: 7\r\n"));
            }
        }
        assert!(begin.elapsed() < Duration::from_secs(10));
    }
    assert_eq!(
        server.join(&bob, &pin).status,
        200,
        "none of it was the caller's failure"
    );
}

#[test]
fn a_refused_partner_is_no_matter_of_the_callers() {
    let server = TestServer::start(&[]);
    let alice = server.token(ALICE);
    for status in [401, 403] {
        server
            .sandbox
            .add_fault(Fault::status(status).path("/v1r1/enterprise/users"));
        assert_eq!(
            server.get("/auth?email=alice@example.com", &[]).refusal(),
            (502, "upstream_auth")
        );
        assert_eq!(server.create(&alice, BOB).refusal(), (502, "upstream_auth"));
        server.sandbox.clear_faults();
    }
}

#[test]
fn a_user_that_nobody_asked_for_is_nobody() {
    let server = TestServer::start(&[]);
    let bob = json!({ "id": 102, "email": BOB, "active": true });
    let twice = json!({ "id": 101, "email": ALICE, "active": true });
    for entries in [json!([bob]), json!([twice, twice]), json!([{ "id": 102 }]), json!([])] {
        let lie = json!({ "entries": entries, "total_entries": 1 });
        server.sandbox.add_fault(Fault::lie(&lie).times(1));
        let reply = server.get("/auth?email=alice@example.com", &[]);
        assert_eq!(reply.refusal(), (401, "authentication_failed"), "{lie}");
    }
}

#[test]
fn lies_about_ids_and_tokens_are_bad_responses() {
    let server = TestServer::start(&[]);
    let [alice, bob] = [ALICE, BOB].map(|address| server.token(address));
    let pin = server.create(&alice, BOB).json["sid"].as_str().unwrap().to_owned();
    let bad = (502, "upstream_bad_response");
    for user in [
        json!({ "id": 102, "token": "t" }),
        json!({ "id": 101 }),
        json!({ "id": 101, "token": "a b" }),
    ] {
        server
            .sandbox
            .add_fault(Fault::lie(&user).path("/v1r1/enterprise/users/").times(1));
        assert_eq!(
            server.get("/auth?email=alice@example.com", &[]).refusal(),
            bad,
            "{user}"
        );
    }
    for session in [
        json!({ "id": "../../v1r1/user", "token": "t" }),
        json!({ "id": "a" }),
        json!({ "token": "t" }),
    ] {
        server
            .sandbox
            .add_fault(Fault::lie(&session).path("/v1/sessions").times(1));
        assert_eq!(server.create(&alice, BOB).refusal(), bad, "{session}");
    }
    for info in [
        json!({}),
        json!({ "gss_info": { "server": "a b", "token": "t" } }),
        json!({ "gss_info": null }),
    ] {
        server
            .sandbox
            .add_fault(Fault::lie(&info).path("/v1/session/video").times(1));
        assert_eq!(server.create(&alice, BOB).refusal(), bad, "{info}");
    }
    let other = json!({ "id": "another", "token": "t" });
    server
        .sandbox
        .add_fault(Fault::lie(&other).path("/v1/sessions/").times(1));
    assert_eq!(server.join(&bob, &pin).refusal(), bad);
}

#[test]
fn an_expired_token_is_told_from_a_wrong_one() {
    let server = TestServer::start(&[("HLSERVER_PIN_TTL", "30d"), ("HLSERVER_PIN_MAX_FAILURES", "100")]);
    let [alice, bob] = [ALICE, BOB].map(|address| server.token(address));
    let pin = server.create(&alice, BOB).json["sid"].as_str().unwrap().to_owned();
    server.advance(Duration::from_secs(13 * 3600));
    for reply in [server.create(&alice, BOB), server.join(&bob, &pin)] {
        assert_eq!(reply.refusal(), (401, "token_expired"));
        assert!(reply.headers.contains("www-authenticate: bearer\r\n"));
    }
    assert_eq!(server.join(&server.token(BOB), &pin).status, 200);
}

#[test]
fn a_body_that_never_ends_and_one_that_never_comes_end() {
    let server = TestServer::start(&[]);
    let head = "POST /session HTTP/1.1\r\nhost: h\r\nauthorization: t\r\ncontent-type: application/json\r\n";
    let reply = server.send(&format!("{head}content-length: 100\r\n\r\n{{"));
    assert_eq!(reply.refusal(), (408, "request_timeout"));
    let reply = server.send(&format!("{head}content-length: 0\r\nconnection: close\r\n\r\n"));
    assert_eq!(reply.refusal(), (400, "malformed_body"));
    let reply = server.send(&format!("{head}content-length: 16385\r\n\r\n"));
    assert_eq!(reply.refusal(), (413, "body_too_large"));
    assert_eq!(server.get("/healthz", &[]).status, 200);
}

#[test]
fn counters_tell_calls_by_outcome_and_name_nobody() {
    let server = TestServer::start(&[]);
    let alice = server.token(ALICE);
    server.create(&alice, BOB);
    server.sandbox.add_fault(Fault::break_off().times(1));
    server.create(&alice, BOB);
    let mut stream = std::net::TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    let mut text = String::new();
    std::io::Write::write_all(
        &mut stream,
        b"GET /metrics HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n",
    )
    .unwrap();
    std::io::Read::read_to_string(&mut stream, &mut text).unwrap();
    for line in [
        "help_lightning_upstream_calls_total{call=\"create_session\",outcome=\"ok\"} 1",
        "help_lightning_upstream_calls_total{call=\"list_users\",outcome=\"interrupted\"} 1",
        "help_lightning_sessions_total 1",
    ] {
        assert!(text.contains(line), "{text}");
    }
    assert!(!text.contains("example.com") && !text.contains(&alice));
}
