//! One call from end to end: request bytes, answer, each documented refusal.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use bytes::Bytes;
use http_endpoint::{Base, Endpoint, Safety};
use opentok_rest::{
    AnswerError, RefusalKind,
    archive::{Status, StopArchive},
};

const ID: &str = "30b3ebf1-ba36-4f5b-8def-6f70d9986fe9";

fn call() -> StopArchive {
    StopArchive::new(ID.parse().unwrap())
}

fn answer(status: u16, body: &'static str) -> http::Response<Bytes> {
    http::Response::builder()
        .status(status)
        .header("x-opentok-trace", "f=unknown&s=cerberus&u=1")
        .body(Bytes::from_static(body.as_bytes()))
        .unwrap()
}

#[test]
fn the_request_has_no_body_and_says_so() {
    let request = call().prepare(&Base::new("https://h/v2/project/1").unwrap());
    assert_eq!(request.method(), "POST");
    assert_eq!(
        request.uri().to_string(),
        format!("https://h/v2/project/1/archive/{ID}/stop")
    );
    assert_eq!(request.headers()["content-length"], "0");
    assert_eq!(request.headers()["accept"], "application/json");
    assert_eq!(Safety::of(&request), Safety::Idempotent);
    assert!(request.body().is_empty());
}

#[test]
fn the_answer_is_the_archive() {
    let body = include_str!("data/answers/archive-stop.json");
    for status in [200, 201, 202] {
        let archive = call().parse(answer(status, body)).unwrap();
        assert_eq!((archive.id.as_str(), &archive.status), (ID, &Status::Stopped));
        assert_eq!(archive.owner(), Some("10000001"));
    }
}

#[test]
fn each_documented_refusal_has_its_kind() {
    for (status, kind) in [
        (400, RefusalKind::Invalid),
        (403, RefusalKind::Authentication),
        (404, RefusalKind::NotFound),
        (409, RefusalKind::NotRunning),
        (429, RefusalKind::RateLimited),
        (500, RefusalKind::Server),
        (302, RefusalKind::Other),
    ] {
        let error = call()
            .parse(answer(status, r#"{"code":15002,"message":"m"}"#))
            .unwrap_err();
        let refusal = error.refusal().unwrap();
        assert_eq!((refusal.kind, refusal.status.as_u16()), (kind, status));
        assert_eq!((refusal.code, refusal.message.as_deref()), (Some(15002), Some("m")));
        assert_eq!(refusal.trace_id.as_deref(), Some("f=unknown&s=cerberus&u=1"));
    }
}

#[test]
fn a_happy_answer_that_is_no_archive_is_unreadable() {
    for body in ["", "{}", "[]", "null", "<html>"] {
        let error = call().parse(answer(200, body)).unwrap_err();
        assert!(matches!(error, AnswerError::Unreadable(_)), "{body}: {error}");
    }
}
