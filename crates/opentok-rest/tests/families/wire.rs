//! What tests of calls share: the request of a call, answers to it, and its table of refusals.

use bytes::Bytes;
use http::Method;
use http_endpoint::{Base, Safety};
use opentok_rest::{AnswerError, CALLS, Call, RefusalKind};

pub(crate) const SESSION: &str = "2_MX4xMDAwMDAwMX5-MTc2NzIyNTYwMDAwMH5Ra0ZZbGh2T3dHY3ZKbUlRZ3R5Qn5-";
pub(crate) const ARCHIVE: &str = "30b3ebf1-ba36-4f5b-8def-6f70d9986fe9";
pub(crate) const BROADCAST: &str = "1748b707-0a81-464c-9759-c46ad10d3734";
pub(crate) const STREAM: &str = "0b7d6c1a-5f0e-4a1c-9a3d-7ef1f7c2b0aa";

/// What a call sends.
#[derive(Debug, PartialEq)]
pub(crate) struct Sent {
    pub(crate) line: String,
    pub(crate) body: String,
}

/// What `call` sends to project 1, with the headers and the safety that every request has.
pub(crate) fn sent<C: Call>(call: &C) -> Sent {
    let request = call.prepare(&Base::new("https://h/v2/project/1").unwrap());
    let method = request.method();
    assert_eq!(*method, C::METHOD);
    assert_eq!(Safety::of(&request), C::SAFETY);
    assert_eq!(call.safety(), C::SAFETY);
    assert_eq!(request.headers()["accept"], "application/json");
    let has_body = !request.body().is_empty();
    let content_type = request
        .headers()
        .get("content-type")
        .map(|value| value.to_str().unwrap());
    assert_eq!(content_type, has_body.then_some("application/json"));
    if !has_body && [Method::POST, Method::PUT, Method::PATCH].contains(method) {
        assert_eq!(request.headers()["content-length"], "0");
    }
    let path = request.uri().path_and_query().unwrap();
    let path = path.as_str().strip_prefix("/v2/project/1").unwrap();
    Sent {
        line: format!("{method} {path}"),
        body: String::from_utf8(request.body().to_vec()).unwrap(),
    }
}

/// A line without a body.
pub(crate) fn line(line: &str) -> Sent {
    body(line, "")
}

pub(crate) fn body(line: &str, body: &str) -> Sent {
    Sent {
        line: line.into(),
        body: body.into(),
    }
}

pub(crate) fn answer(status: u16, body: &str) -> http::Response<Bytes> {
    http::Response::builder()
        .status(status)
        .header("content-type", "application/json; charset=utf-8")
        .header("x-opentok-trace", "f=unknown&s=cerberus&u=1")
        .body(Bytes::copy_from_slice(body.as_bytes()))
        .unwrap()
}

/// The answer in `tests/data/answers`, with a happy status.
pub(crate) fn recorded(name: &str) -> http::Response<Bytes> {
    let path = format!("{}/tests/data/answers/{name}.json", env!("CARGO_MANIFEST_DIR"));
    answer(200, &std::fs::read_to_string(path).unwrap())
}

/// Makes sure that `call` takes every happy status with this body.
pub(crate) fn takes_any_happy_status<C: Call>(call: &C, body: &str) {
    for status in [200, 201, 202, 204] {
        if let Err(error) = call.parse(answer(status, body)) {
            panic!("{status} of {}: {error}", C::NAME);
        }
    }
}

/// Makes sure that `call` tells these refusals apart, and the ones that every call has.
pub(crate) fn refuses<C: Call>(call: &C, documented: &[(u16, RefusalKind)]) {
    let everywhere = [
        (400, RefusalKind::Invalid),
        (401, RefusalKind::Authentication),
        (403, RefusalKind::Authentication),
        (429, RefusalKind::RateLimited),
        (500, RefusalKind::Server),
        (503, RefusalKind::Server),
        (302, RefusalKind::Other),
    ];
    for (status, kind) in documented.iter().copied().chain(everywhere) {
        let refused = call.parse(answer(status, r#"{"code":15004,"message":"m","description":"d"}"#));
        let Err(AnswerError::Refused(refusal)) = refused else {
            panic!("{status} of {} is no refusal", C::NAME);
        };
        assert_eq!((refusal.kind, refusal.status.as_u16()), (kind, status), "{}", C::NAME);
        assert_eq!((refusal.code, refusal.message.as_deref()), (Some(15004), Some("m")));
        assert_eq!(refusal.trace_id.as_deref(), Some("f=unknown&s=cerberus&u=1"));
    }
    assert!(CALLS.iter().any(|row| row.name == C::NAME && row.path == C::PATH));
}

/// Makes sure that `call` cannot do with an answer that has no id.
pub(crate) fn needs_an_id<C: Call>(call: &C) {
    for body in ["", "{}", "[]", "null", "<html>", r#"{"id":null}"#, r#"{"id":""}"#] {
        // The record of archives takes an empty id.
        if C::NAME.ends_with("_archive") && body.ends_with(r#":""}"#) {
            continue;
        }
        let error = call.parse(answer(200, body)).err();
        assert!(
            matches!(error, Some(AnswerError::Unreadable(_))),
            "{body} of {}",
            C::NAME
        );
    }
}
