//! What the default patience repeats, and what it leaves alone.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

use alloc::sync::Arc;
use core::sync::atomic::{AtomicU32, Ordering};

use bytes::Bytes;
use opentok_sdk::{
    Error, OpenTok, blocking, patient,
    rest::{self, archive::ListArchives, session::CreateSession},
    transport::{BlockingBody, BlockingTransport, Body, Sleeper, Transport, TransportError, TransportErrorKind},
};

/// Answers nothing but this status, and counts how often.
#[derive(Clone)]
struct Down {
    status: u16,
    asked: Arc<AtomicU32>,
}

impl Down {
    fn new(status: u16) -> Self {
        let asked = Arc::default();
        Self { status, asked }
    }

    fn answer<B>(&self, body: B) -> Result<http::Response<B>, TransportError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let response = http::Response::builder().status(self.status);
        response.body(body).map_err(|_| TransportErrorKind::Request.into())
    }

    fn asked(&self) -> u32 {
        self.asked.load(Ordering::Relaxed)
    }
}

impl Transport for Down {
    async fn send(&self, _: http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> {
        self.answer(Body::empty())
    }
}

impl BlockingTransport for Down {
    fn send(&self, _: http::Request<Bytes>) -> Result<http::Response<BlockingBody>, TransportError> {
        self.answer(BlockingBody::from(Bytes::new()))
    }
}

/// Never gets anywhere.
struct Stuck;

impl Transport for Stuck {
    async fn send(&self, _: http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> {
        core::future::pending().await
    }
}

fn project() -> rest::OpenTok {
    rest::OpenTok::new("45676632".parse().unwrap(), "1234567890abcdef1234567890abcdef12345678")
}

/// Waits of retries take no time, deadlines never come.
fn impatient() -> Sleeper {
    Sleeper::new(|time: core::time::Duration| async move {
        if time >= core::time::Duration::from_secs(20) {
            core::future::pending::<()>().await;
        }
    })
}

#[tokio::test]
async fn what_is_safe_is_tried_three_times() {
    let down = Down::new(503);
    let opentok = OpenTok::new(patient(down.clone(), impatient()), project());
    let error = opentok.list_archives(ListArchives::new()).await.unwrap_err();
    assert_eq!((error.refusal().unwrap().status.as_u16(), down.asked()), (503, 3));
}

#[tokio::test]
async fn what_must_not_happen_twice_is_tried_once() {
    let down = Down::new(503);
    let opentok = OpenTok::new(patient(down.clone(), impatient()), project());
    opentok.create_session(CreateSession::routed()).await.unwrap_err();
    assert_eq!(down.asked(), 1);
}

#[test]
fn threads_have_the_same_patience() {
    let down = Down::new(503);
    let opentok = blocking::OpenTok::new(blocking::patient(down.clone()), project());
    opentok.list_archives(ListArchives::new()).unwrap_err();
    assert_eq!(down.asked(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_call_comes_to_an_end() {
    let started = tokio::time::Instant::now();
    let sleeper = Sleeper::new(tokio::time::sleep);
    let opentok = OpenTok::new(patient(Stuck, sleeper), project());
    let error = opentok.create_session(CreateSession::routed()).await.unwrap_err();
    assert!(
        matches!(&error, Error::Call(call) if call.word() == "timeout"),
        "{error:?}"
    );
    assert!(error.outcome_is_unknown());
    assert_eq!(started.elapsed().as_secs(), 20);
}
