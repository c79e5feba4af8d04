//! A Redis that stops and returns, under a server that goes on.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

mod support;

use support::{Redis, Service, TinyProcess, post, send};

#[test]
fn requests_are_refused_while_redis_is_away_and_served_again_without_a_restart() {
    let Some(redis) = Redis::start() else { return };
    let service = Service::start();
    let address = redis.address();
    let server = TinyProcess::with_service(service.port, &[("TINY_STORE", &address)]);
    let ready = |port| send(port, b"GET /readyz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    let made = post(server.port(), "/session", "{}").unwrap();
    assert_eq!(made.status, 201);
    let access = format!("/session/{}/access", made.text("id"));
    assert_eq!(post(server.port(), &access, "{}").unwrap().status, 201);
    assert_eq!(ready(server.port()).status, 200);

    let port = redis.port;
    drop(redis);
    for (path, body) in [("/session", "{}"), (access.as_str(), "{}")] {
        let answer = post(server.port(), path, body).unwrap();
        assert_eq!(
            (answer.status, answer.text("error").as_str()),
            (503, "store_unavailable"),
            "{path}"
        );
    }
    let answer = ready(server.port());
    assert_eq!((answer.status, answer.text("failing").as_str()), (503, "store"));
    assert!(server.log().contains("a session was made and could not be stored"));

    let _redis = Redis::start_at(port).unwrap();
    assert_eq!(post(server.port(), "/session", "{}").unwrap().status, 201);
    assert_eq!(ready(server.port()).status, 200);
    server.stop();
}

#[test]
fn a_session_of_one_server_is_known_to_the_other() {
    let Some(redis) = Redis::start() else { return };
    let service = Service::start();
    let address = redis.address();
    let start = || TinyProcess::with_service(service.port, &[("TINY_STORE", &address)]);
    let (one, other) = (start(), start());
    let id = post(one.port(), "/session", "{}").unwrap().text("id");
    one.stop();
    let answer = post(
        other.port(),
        &format!("/session/{id}/access"),
        r#"{"role":"moderator"}"#,
    )
    .unwrap();
    assert_eq!(answer.status, 201);
    other.stop();
}
