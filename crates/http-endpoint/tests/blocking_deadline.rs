//! Limits of time for threads that wait.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

use alloc::sync::Arc;
use core::time::Duration;
use std::sync::Mutex;
use std::time::Instant;

use bytes::Bytes;
use http_endpoint::{
    BlockingBody, BlockingTransport, Chance, Deadline, Retry, RetryPolicy, Safety, Sleeper, TimeLimits, TransportError,
    TransportErrorKind,
};

const HOUR: Duration = Duration::from_secs(3600);

/// Notes the limits of each request, and answers 503 with `Retry-After: 5`.
#[derive(Clone, Default)]
struct Service(Arc<Mutex<Vec<Option<TimeLimits>>>>);

impl BlockingTransport for Service {
    fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<BlockingBody>, TransportError> {
        self.0.lock().unwrap().push(TimeLimits::of(&request));
        let answer = http::Response::builder().status(503).header("retry-after", "5");
        Ok(answer.body(BlockingBody::from("busy")).unwrap())
    }
}

impl Service {
    fn limits(&self) -> Vec<Option<TimeLimits>> {
        self.0.lock().unwrap().clone()
    }
}

fn deadline<T: BlockingTransport>(transport: T) -> Deadline<T> {
    Deadline::new(transport, Sleeper::thread())
}

fn send(transport: &impl BlockingTransport) -> Result<http::Response<BlockingBody>, TransportError> {
    let mut request = http::Request::get("http://h/a").body(Bytes::new()).unwrap();
    request.extensions_mut().insert(Safety::Safe);
    transport.send(request)
}

#[test]
fn limits_travel_with_the_request_and_the_tighter_hold() {
    let service = Service::default();
    let attempt = deadline(service.clone()).head(HOUR).idle(HOUR * 2);
    send(&attempt).unwrap();
    send(&deadline(attempt).exchange(HOUR / 2)).unwrap();
    let limits: Vec<_> = service.limits().into_iter().flatten().collect();
    let now = Instant::now();
    assert!(limits[0].head_left(now).unwrap() > HOUR / 2);
    assert_eq!((limits[0].exchange_left(now), limits[0].idle()), (None, Some(HOUR * 2)));
    assert!(limits[1].head_left(now).unwrap() <= HOUR / 2);
    assert_eq!(limits[1].head_left(now), limits[1].exchange_left(now));
}

#[test]
fn without_a_limit_nothing_is_asked_for() {
    let service = Service::default();
    send(&deadline(service.clone())).unwrap();
    let limits = service.limits()[0].unwrap_or_default();
    assert_eq!(limits, TimeLimits::default());
}

#[test]
fn what_is_over_before_it_begins_is_not_sent() {
    let service = Service::default();
    for limited in [
        deadline(service.clone()).head(Duration::ZERO),
        deadline(service.clone()).exchange(Duration::ZERO),
    ] {
        assert_eq!(send(&limited).unwrap_err().kind(), TransportErrorKind::Timeout);
    }
    assert!(service.limits().is_empty());
}

#[test]
fn no_retry_is_waited_for_past_the_end_of_the_call() {
    let service = Service::default();
    let retry = Retry::new(
        service.clone(),
        RetryPolicy::new(),
        Sleeper::thread(),
        Chance::hash_keys(),
    );
    let start = Instant::now();
    let answer = send(&deadline(retry).exchange(Duration::from_secs(4))).unwrap();
    assert_eq!((answer.status().as_u16(), service.limits().len()), (503, 1));
    assert!(start.elapsed() < Duration::from_secs(4), "{:?}", start.elapsed());
}

#[test]
fn a_body_ends_with_the_exchange() {
    let limit = Duration::from_secs(1);
    let response = send(&deadline(Service::default()).exchange(limit)).unwrap();
    std::thread::sleep(limit);
    let error = response.into_body().collect(10).unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Timeout);
}
