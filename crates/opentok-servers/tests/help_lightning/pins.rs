use core::sync::atomic::{AtomicU64, Ordering};
use core::time::Duration;
use std::time::Instant;

use opentok_servers::help_lightning::Chance;

use crate::server::TestServer;

const ALICE: &str = "alice@example.com";
const BOB: &str = "bob@example.com";

#[test]
fn all_pins_taken_is_told_at_once() {
    let server = TestServer::start(&[("HLSERVER_PIN_CAPACITY", "2")]);
    let alice = server.token(ALICE);
    for _ in 0..2 {
        assert_eq!(server.create(&alice, BOB).status, 200);
    }
    server.sandbox.take_log();
    let begin = Instant::now();
    let full = server.create(&alice, BOB);
    assert_eq!(full.refusal(), (503, "no_free_pin"));
    assert!(full.headers.contains("retry-after: "));
    assert!(begin.elapsed() < Duration::from_secs(5));
    assert!(
        server.sandbox.take_log().is_empty(),
        "no session is made that could not be shared"
    );
    server.advance(Duration::from_secs(15 * 60));
    assert_eq!(server.create(&alice, BOB).status, 200);
}

#[test]
fn a_draw_that_never_finds_a_free_pin_ends() {
    let server = TestServer::with_chance(&[], Chance::new(|| Some(1234)));
    let alice = server.token(ALICE);
    assert_eq!(server.create(&alice, BOB).json["sid"], "1234");
    assert_eq!(server.create(&alice, BOB).refusal(), (503, "no_free_pin"));
    assert_eq!(server.get("/healthz", &[]).status, 200);
}

#[test]
fn a_pin_in_use_is_drawn_over() {
    let draws = AtomicU64::new(0);
    let server = TestServer::with_chance(
        &[],
        Chance::new(move || Some(draws.fetch_add(1, Ordering::Relaxed) / 2)),
    );
    let alice = server.token(ALICE);
    let pins = [0, 1, 2].map(|_| server.create(&alice, BOB).json["sid"].as_str().unwrap().to_owned());
    assert_eq!(pins, ["0000", "0001", "0002"]);
}

#[test]
fn a_source_of_chance_that_fails_gives_no_pin() {
    let server = TestServer::with_chance(&[], Chance::new(|| None));
    let alice = server.token(ALICE);
    assert_eq!(server.create(&alice, BOB).refusal(), (500, "internal"));
}

#[test]
fn a_pin_lives_for_its_time_from_its_making_on() {
    let server = TestServer::start(&[("HLSERVER_PIN_TTL", "60s")]);
    let [alice, bob] = [ALICE, BOB].map(|address| server.token(address));
    let pin = server.create(&alice, BOB).json["sid"].as_str().unwrap().to_owned();
    server.advance(Duration::from_millis(59_999));
    assert_eq!(server.join(&bob, &pin).status, 200);
    server.advance(Duration::from_millis(1));
    assert_eq!(server.join(&bob, &pin).refusal(), (404, "unknown_sid"));
}

#[test]
fn pins_have_as_many_digits_as_set() {
    let server = TestServer::start(&[("HLSERVER_PIN_DIGITS", "9")]);
    let alice = server.token(ALICE);
    let pin = server.create(&alice, BOB).json["sid"].as_str().unwrap().to_owned();
    assert!(pin.len() == 9 && pin.bytes().all(|byte| byte.is_ascii_digit()), "{pin}");
}

#[test]
fn a_failure_upstream_leaves_no_pin_behind() {
    use helplightning::sandbox::Fault;

    let server = TestServer::start(&[("HLSERVER_PIN_CAPACITY", "1")]);
    let alice = server.token(ALICE);
    server
        .sandbox
        .add_fault(Fault::status(500).path("/v1/session/video").times(3));
    for _ in 0..3 {
        assert_eq!(server.create(&alice, BOB).refusal(), (502, "upstream_error"));
    }
    assert_eq!(server.create(&alice, BOB).status, 200);
}
