//! A wrong clock is told, and corrected if that is wanted.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use core::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};
use std::time::UNIX_EPOCH;

use bytes::Bytes;
use compact_jws::UntrustedJws;
use http_endpoint::{Body, FnTransport, Transport};
use opentok_rest::{
    Clock,
    session::{Signal, SignalSession},
};
use opentok_token::UnixSeconds;
use support::{client, samples::session};

/// The time by the service's clock.
const TIME: u64 = 1_767_225_600;

fn signal() -> SignalSession {
    SignalSession::new(session(), Signal::new("hello"))
}

/// What a service says that refuses tokens made in its future, or expired.
fn judge(request: &http::Request<Bytes>) -> Option<&'static str> {
    let token = request.headers()["x-opentok-auth"].to_str().unwrap();
    let mut scratch = vec![0; 4096];
    let unverified = UntrustedJws::parse(token).unwrap().decode(&mut scratch).unwrap();
    let claims: serde_json::Value = serde_json::from_str(unverified.claims().as_str()).unwrap();
    match (claims["iat"].as_u64().unwrap(), claims["exp"].as_u64().unwrap()) {
        (made, _) if made > TIME => Some("issued time cannot be in the future"),
        (_, expires) if expires <= TIME => Some("expired"),
        _ => None,
    }
}

fn strict(calls: &AtomicUsize) -> impl Transport {
    FnTransport(move |request: http::Request<Bytes>| {
        calls.fetch_add(1, Ordering::SeqCst);
        let message = judge(&request);
        let date = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(TIME));
        let status = if message.is_some() { 403 } else { 204 };
        let body = Body::from(serde_json::json!({ "message": message }).to_string());
        let response = http::Response::builder().status(status).header("date", date);
        core::future::ready(Ok(response.body(body).unwrap()))
    })
}

#[tokio::test]
async fn a_wrong_clock_is_corrected_once_if_that_is_wanted() {
    for now in [TIME + 4000, TIME + 1, TIME - 4000] {
        let calls = AtomicUsize::new(0);
        let client = client(strict(&calls)).clock(Clock::new(move || UnixSeconds::new(now)));
        let error = client.call(&signal()).await.unwrap_err();
        let skew = error.refusal().unwrap().diagnosis.unwrap().skew.unwrap();
        let expected = now.cast_signed() - TIME.cast_signed();
        assert_eq!((skew.seconds(), calls.load(Ordering::SeqCst)), (expected, 1));

        let client = client.correct_clock(true);
        client.call(&signal()).await.unwrap();
        assert_eq!((calls.load(Ordering::SeqCst), client.now().get()), (3, TIME));
        client.call(&signal()).await.unwrap();
        assert_eq!(calls.load(Ordering::SeqCst), 4);
    }
}

#[tokio::test]
async fn a_refusal_that_no_clock_explains_is_not_sent_again() {
    let calls = AtomicUsize::new(0);
    let transport = FnTransport(|_| {
        calls.fetch_add(1, Ordering::SeqCst);
        let response = http::Response::builder()
            .status(403)
            .header("date", "Sun, 06 Nov 1994 08:49:37 GMT");
        let body = Body::from(r#"{"message":"Issuer not found"}"#);
        core::future::ready(Ok(response.body(body).unwrap()))
    });
    let client = client(transport).correct_clock(true);
    client.call(&signal()).await.unwrap_err();
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_service_that_is_never_content_is_asked_twice() {
    let calls = AtomicUsize::new(0);
    let transport = FnTransport(|_| {
        calls.fetch_add(1, Ordering::SeqCst);
        let response = http::Response::builder()
            .status(403)
            .header("date", "Sun, 06 Nov 1994 08:49:37 GMT");
        let body = Body::from(r#"{"message":"issued time cannot be in the future"}"#);
        core::future::ready(Ok(response.body(body).unwrap()))
    });
    let client = client(transport).correct_clock(true);
    client.call(&signal()).await.unwrap_err();
    assert_eq!(calls.load(Ordering::SeqCst), 2);
}
