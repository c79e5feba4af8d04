//! How often a request reaches the service, and what the caller learns about it.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

mod support;

use alloc::sync::Arc;
use core::{
    net::SocketAddr,
    sync::atomic::{AtomicU64, AtomicUsize, Ordering},
    time::Duration,
};
use std::sync::Mutex;

use http_endpoint::{
    Attempt, Base, Body, Chance, FnTransport, HyperTransport, Retry, RetryBudget, RetryPolicy, Sleeper,
    TransportErrorKind, net::NetSettings,
};
use opentok_rest::{
    CallError, Client,
    session::{ListStreams, Signal, SignalSession},
};
use support::{client, opentok, samples::session};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    time::Instant,
};

/// A service that reads each request to its end and then drops the connection, but answers from the given one on.
async fn dropping(answer_from: usize) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let counter = Arc::clone(&counter);
            tokio::spawn(async move {
                let mut request = Vec::new();
                while !is_whole(&request) {
                    if stream.read_buf(&mut request).await.unwrap_or(0) == 0 {
                        return;
                    }
                }
                if counter.fetch_add(1, Ordering::SeqCst) + 1 >= answer_from {
                    let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n{\"items\":[]}";
                    stream.write_all(answer).await.unwrap();
                }
            });
        }
    });
    (address, count)
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_ascii_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let len = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    body.len() >= len.map_or(0, |len| len.trim().parse().unwrap())
}

fn patient(address: SocketAddr) -> Client<Retry<HyperTransport>> {
    let transport = HyperTransport::new(&NetSettings::new()).unwrap();
    let sleeper = Sleeper::new(|_| core::future::ready(()));
    let retry = Retry::new(transport, RetryPolicy::new(), sleeper, Chance::hash_keys());
    let base = Base::new(&format!("http://{address}")).unwrap();
    Client::new(retry, opentok()).base(base).unwrap()
}

fn signal() -> SignalSession {
    SignalSession::new(session(), Signal::new("hello"))
}

#[tokio::test]
async fn a_once_call_that_was_processed_and_dropped_reaches_the_service_exactly_once() {
    let (address, count) = dropping(usize::MAX).await;
    let error = patient(address).call(&signal()).await.unwrap_err();
    assert!(error.outcome_is_unknown(), "{error:?}");
    assert!(matches!(&error, CallError::Transport(error) if error.kind() == TransportErrorKind::Interrupted));
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_safe_call_is_sent_again_and_succeeds() {
    let (address, count) = dropping(3).await;
    let streams = patient(address).call(&ListStreams::new(session())).await.unwrap();
    assert_eq!((streams.items.len(), count.load(Ordering::SeqCst)), (0, 3));
}

#[tokio::test]
async fn a_once_call_is_sent_again_if_no_connection_came_about() {
    let attempts = AtomicUsize::new(0);
    let transport = FnTransport(|_| {
        let is_refused = attempts.fetch_add(1, Ordering::SeqCst) == 0;
        core::future::ready(match is_refused {
            true => Err(TransportErrorKind::Connect.into()),
            false => Ok(http::Response::new(Body::empty())),
        })
    });
    let sleeper = Sleeper::new(|_| core::future::ready(()));
    let retry = Retry::new(&transport, RetryPolicy::new(), sleeper, Chance::hash_keys());
    client(retry).call(&signal()).await.unwrap();
    assert_eq!(attempts.load(Ordering::SeqCst), 2);
}

/// Whether this is the first time that the request is sent.
fn is_first(request: &http::Request<bytes::Bytes>) -> bool {
    request.extensions().get::<Attempt>() == Some(&Attempt::FIRST)
}

#[tokio::test(start_paused = true)]
async fn a_429_with_retry_after_2_waits_at_least_2_seconds() {
    let transport = FnTransport(|request: http::Request<bytes::Bytes>| {
        let status = if is_first(&request) { 429 } else { 200 };
        let response = http::Response::builder().status(status).header("retry-after", "2");
        core::future::ready(Ok(response.body(Body::from("{}")).unwrap()))
    });
    let sleeper = Sleeper::new(tokio::time::sleep);
    let retry = Retry::new(transport, RetryPolicy::new(), sleeper, Chance::hash_keys());
    let start = Instant::now();
    client(retry).call(&ListStreams::new(session())).await.unwrap();
    let waited = start.elapsed();
    assert!(
        (Duration::from_secs(2)..Duration::from_secs(3)).contains(&waited),
        "{waited:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_thousand_clients_come_back_at_different_times() {
    let times = Arc::new(Mutex::new(Vec::new()));
    let start = Instant::now();
    let state = Arc::new(AtomicU64::new(0));
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..1000 {
        let (times, state) = (Arc::clone(&times), Arc::clone(&state));
        let transport = FnTransport(move |request: http::Request<bytes::Bytes>| {
            if !is_first(&request) {
                times.lock().unwrap().push(start.elapsed());
            }
            let status = if is_first(&request) { 503 } else { 200 };
            let response = http::Response::builder().status(status);
            core::future::ready(Ok(response.body(Body::from("{}")).unwrap()))
        });
        // Evenly spread, and the same each time.
        let chance = Chance::new(move || state.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed));
        let policy = RetryPolicy::new()
            .base_delay(Duration::from_secs(1))
            .budget(RetryBudget::new(2));
        let client = client(Retry::new(transport, policy, Sleeper::new(tokio::time::sleep), chance));
        clients.spawn(async move { client.call(&ListStreams::new(session())).await.is_ok() });
    }
    assert!(clients.join_all().await.into_iter().all(|good| good));
    let mut tenths = [0; 10];
    for time in times.lock().unwrap().iter() {
        tenths[usize::try_from(time.as_millis() / 100).unwrap().min(9)] += 1;
    }
    println!("retries by tenth of a second: {tenths:?}");
    assert_eq!(tenths.iter().sum::<u32>(), 1000);
    assert!(tenths.iter().all(|count| (50..200).contains(count)), "{tenths:?}");
}
