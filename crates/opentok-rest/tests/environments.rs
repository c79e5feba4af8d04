//! The same call in both environments: host, id in the path and header differ, nothing else.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

mod support;

use alloc::sync::Arc;
use std::sync::Mutex;

use bytes::Bytes;
use compact_jws::RsaPrivateKey;
use http_endpoint::{Body, FnTransport};
use opentok_rest::{Client, Credentials, Vonage, session::Signal};
use support::{
    opentok,
    samples::{SESSION, session},
};

const APPLICATION: &str = "3f0c9c0e-7b1e-4c52-a5a5-3c5d7e0f1a2b";

/// The request that a client with these credentials sends.
async fn sent(credentials: Credentials) -> http::Request<Bytes> {
    let seen = Arc::new(Mutex::new(None));
    let log = Arc::clone(&seen);
    let transport = FnTransport(move |request| {
        *log.lock().unwrap() = Some(request);
        core::future::ready(Ok(http::Response::new(Body::empty())))
    });
    let signal = Signal::new("hello");
    Client::new(transport, credentials)
        .signal_session(session(), signal)
        .await
        .unwrap();
    seen.lock().unwrap().take().unwrap()
}

#[tokio::test]
async fn host_path_and_header_follow_the_credentials() {
    let pem = include_str!("data/application.pem");
    let key = RsaPrivateKey::from_pem(pem).unwrap();
    let application = Vonage::with_signer(APPLICATION.parse().unwrap(), key);
    let (old, new) = (sent(opentok()).await, sent(application.into()).await);
    let signal = format!("session/{SESSION}/signal");
    assert_eq!(
        old.uri().to_string(),
        format!("https://api.opentok.com/v2/project/10000001/{signal}")
    );
    assert_eq!(
        new.uri().to_string(),
        format!("https://video.api.vonage.com/v2/project/{APPLICATION}/{signal}")
    );
    let names = |request: &http::Request<Bytes>| {
        let mut names: Vec<_> = request.headers().keys().map(|name| name.as_str().to_owned()).collect();
        names.sort();
        names
    };
    // Nothing else: no X-TB-VERSION, no api_key, no cookies.
    assert_eq!(names(&old), ["accept", "content-type", "user-agent", "x-opentok-auth"]);
    assert_eq!(names(&new), ["accept", "authorization", "content-type", "user-agent"]);
    assert_eq!((old.method(), old.body()), (new.method(), new.body()));
    assert!(
        new.headers()["authorization"]
            .to_str()
            .unwrap()
            .starts_with("Bearer ey")
    );
}
