//! Callbacks through a router.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(feature = "axum")]

use axum::{Router, body::Body, extract::FromRef, routing::post};
use http::{Request, StatusCode};
use opentok_rest::Clock;
use opentok_rest::webhook::{Callback, Family, MAX_BODY, Receiver, Verifier};
use opentok_token::UnixSeconds;
use tower_service::Service;

#[derive(Clone)]
struct State {
    receiver: Receiver,
}

impl FromRef<State> for Receiver {
    fn from_ref(state: &State) -> Self {
        state.receiver.clone()
    }
}

async fn on_callback(callback: Callback) -> StatusCode {
    assert_eq!(callback.event.family(), Some(Family::Archive));
    StatusCode::NO_CONTENT
}

async fn status(receiver: Receiver, request: Request<Body>) -> u16 {
    let state = State { receiver };
    let mut router: Router = Router::new().route("/", post(on_callback)).with_state(state);
    router.call(request).await.unwrap().status().as_u16()
}

fn body(len: usize) -> Body {
    let mut body = br#"{"id":"a","event":"archive","status":"available"}"#.to_vec();
    body.resize(len.max(body.len()), b' ');
    Body::from(body)
}

#[tokio::test]
async fn a_callback_reaches_its_handler() {
    let request = Request::post("/").body(body(0)).unwrap();
    assert_eq!(status(Receiver::unsigned(), request).await, 204);
}

#[tokio::test]
async fn a_callback_without_proof_is_refused() {
    let receiver = Receiver::signed(Verifier::new("secret"), Clock::new(|| UnixSeconds::new(0)));
    let request = Request::post("/").body(body(0)).unwrap();
    assert_eq!(status(receiver, request).await, 401);
}

#[tokio::test]
async fn no_more_is_read_than_the_limit() {
    for (len, expected) in [(MAX_BODY, 204), (MAX_BODY + 1, 413)] {
        let request = Request::post("/").body(body(len)).unwrap();
        assert_eq!(status(Receiver::unsigned(), request).await, expected);
    }
    let endless = Body::from_stream(Endless);
    let request = Request::post("/").body(endless).unwrap();
    assert_eq!(status(Receiver::unsigned(), request).await, 413);
}

#[tokio::test]
async fn what_cannot_be_read_is_refused() {
    let request = Request::post("/").body(Body::from("{")).unwrap();
    assert_eq!(status(Receiver::unsigned(), request).await, 400);
    let broken = Body::from_stream(Broken);
    let request = Request::post("/").body(broken).unwrap();
    assert_eq!(status(Receiver::unsigned(), request).await, 400);
}

struct Endless;

impl futures_core::Stream for Endless {
    type Item = Result<Vec<u8>, std::io::Error>;

    fn poll_next(
        self: core::pin::Pin<&mut Self>,
        _: &mut core::task::Context<'_>,
    ) -> core::task::Poll<Option<Self::Item>> {
        core::task::Poll::Ready(Some(Ok(vec![b' '; 1 << 16])))
    }
}

struct Broken;

impl futures_core::Stream for Broken {
    type Item = Result<Vec<u8>, std::io::Error>;

    fn poll_next(
        self: core::pin::Pin<&mut Self>,
        _: &mut core::task::Context<'_>,
    ) -> core::task::Poll<Option<Self::Item>> {
        core::task::Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into())))
    }
}
