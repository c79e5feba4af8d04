//! The client for threads that wait makes the same calls in the same way.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::sync::Mutex;

use bytes::Bytes;
use http_endpoint::{Base, BlockingBody, BlockingTransport, TransportError, TransportErrorKind};
use opentok_rest::{
    CallError, Clock, RefusalKind, UserAgent,
    blocking::Client,
    session::{CreateSession, Signal},
};
use opentok_token::UnixSeconds;
use support::{
    opentok,
    samples::{SESSION, session},
};

/// Notes what it gets and answers what it was given.
struct Service {
    answers: Mutex<Vec<(u16, String)>>,
    requests: Mutex<Vec<http::Request<Bytes>>>,
}

impl BlockingTransport for Service {
    fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<BlockingBody>, TransportError> {
        self.requests.lock().unwrap().push(request);
        let answer = self.answers.lock().unwrap().pop();
        let (status, body) = answer.ok_or(TransportErrorKind::Interrupted)?;
        let response = http::Response::builder()
            .status(status)
            .header("date", "Thu, 01 Jan 2026 00:00:00 GMT");
        Ok(response.body(BlockingBody::from(body)).unwrap())
    }
}

fn service(answers: &[(u16, &str)]) -> Service {
    let answers = answers.iter().rev().map(|(status, body)| (*status, (*body).to_owned()));
    Service {
        answers: Mutex::new(answers.collect()),
        requests: Mutex::default(),
    }
}

#[test]
fn short_methods_send_calls_and_read_answers() {
    let created = format!(r#"[{{"session_id":"{SESSION}"}}]"#);
    let service = service(&[(200, &created), (404, ""), (200, r#"{"items":[]}"#)]);
    let base = Base::new("http://127.0.0.1:9/emulator").unwrap();
    let agent = UserAgent::with_addendum("my-service/1.2").unwrap();
    let client = Client::new(&service, opentok()).base(base).unwrap().user_agent(agent);
    assert_eq!(client.create_session(CreateSession::routed()).unwrap().id, session());
    let error = client.signal_session(session(), Signal::new("hello")).unwrap_err();
    assert_eq!(error.kind(), Some(RefusalKind::NotConnected));
    assert!(client.list_streams(session()).unwrap().items.is_empty());
    let error = client.list_streams(session()).unwrap_err();
    assert!(error.outcome_is_unknown() && error.refusal().is_none());

    let requests = service.requests.lock().unwrap();
    assert_eq!(requests[0].uri(), "http://127.0.0.1:9/emulator/session/create");
    let path = requests[1].uri().path();
    assert!(path.starts_with("/emulator/v2/project/10000001/session/2_"), "{path}");
    for request in requests.iter() {
        let agent = format!("opentok-rust/{} my-service/1.2", env!("CARGO_PKG_VERSION"));
        assert_eq!(request.headers()["user-agent"], agent);
        assert_eq!(request.headers()["accept"], "application/json");
    }
    let token = |at: usize| requests[at].headers()["x-opentok-auth"].clone();
    assert_ne!(token(2), token(3), "each request has a token of its own");
}

#[test]
fn a_wrong_clock_is_corrected_here_too() {
    let refusal = r#"{"message":"issued time cannot be in the future"}"#;
    let service = service(&[(403, refusal), (204, "")]);
    let clock = Clock::new(|| UnixSeconds::new(1_767_225_600 + 500));
    let client = Client::new(&service, opentok()).clock(clock).correct_clock(true);
    client.signal_session(session(), Signal::new("hello")).unwrap();
    assert_eq!(service.requests.lock().unwrap().len(), 2);
}

#[test]
fn an_argument_is_checked_here_too() {
    let service = service(&[]);
    let client = Client::new(&service, opentok());
    let error = client.create_session(CreateSession::relayed().e2ee(true)).unwrap_err();
    assert!(matches!(error, CallError::Argument(_)));
    assert!(service.requests.lock().unwrap().is_empty());
}
