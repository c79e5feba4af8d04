//! The constructors by name speak to a service on a port.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]

use opentok_sandbox::{
    Clock, Options, Sandbox,
    serve::{Running, Server},
};
use opentok_sdk::{Environment, rest::session::CreateSession};

/// A sandbox on a free port, and the variables that name it.
async fn served() -> (Running, Environment) {
    let sandbox = Sandbox::new(Options::new().seed(5).clock(Clock::system()));
    let keys = sandbox.credentials();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let running = Server::new(sandbox).start(listener).unwrap();
    let environment = Environment::read_from([
        ("OPENTOK_API_KEY", keys.api_key),
        ("OPENTOK_API_SECRET", keys.api_secret),
        ("OPENTOK_API_URL", running.http_url()),
    ]);
    (running, environment.unwrap())
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn by_reqwest() {
    let (running, environment) = served().await;
    let opentok = opentok_sdk::OpenTok::reqwest(environment).unwrap();
    let session = opentok.create_session(CreateSession::routed()).await.unwrap();
    assert!(opentok.generate_token(&session.id).is_ok());
    running.stop().await;
}

#[cfg(feature = "hyper")]
#[tokio::test]
async fn by_hyper() {
    let (running, environment) = served().await;
    let opentok = opentok_sdk::OpenTok::hyper(environment).unwrap();
    opentok.create_session(CreateSession::routed()).await.unwrap();
    running.stop().await;
}

#[cfg(feature = "ureq")]
#[tokio::test(flavor = "multi_thread")]
async fn by_ureq() {
    let (running, environment) = served().await;
    let waited = tokio::task::spawn_blocking(move || {
        let opentok = opentok_sdk::blocking::OpenTok::ureq(environment)?;
        opentok.create_session(CreateSession::routed())
    });
    waited.await.unwrap().unwrap();
    running.stop().await;
}
