//! What is repeated, how often, and when. No real time passes.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

use alloc::sync::Arc;
use core::sync::atomic::{AtomicU64, Ordering};
use core::time::Duration;
use std::sync::Mutex;

use bytes::Bytes;
use http_endpoint::{
    Attempt, Base, BlockingBody, BlockingTransport, Body, Chance, Deadline, FnTransport, Retry, RetryBudget,
    RetryPolicy, Safety, Sleeper, Transport, TransportError, TransportErrorKind,
};
use tokio::time::Instant;

type Answered = Result<http::Response<Body>, TransportError>;

/// When each attempt came.
type Times = Arc<Mutex<Vec<Instant>>>;

/// A service that does the same every time.
fn service(
    answer: impl Fn(u32) -> Answered + Send + Sync,
) -> (
    FnTransport<impl Fn(http::Request<Bytes>) -> core::future::Ready<Answered> + Send + Sync>,
    Times,
) {
    let times = Times::default();
    let log = Arc::clone(&times);
    let transport = FnTransport(move |request: http::Request<Bytes>| {
        let attempt: &Attempt = request.extensions().get().unwrap();
        log.lock().unwrap().push(Instant::now());
        core::future::ready(answer(attempt.number()))
    });
    (transport, times)
}

fn status(status: u16) -> http::Response<Body> {
    http::Response::builder()
        .status(status)
        .body(Body::from("why"))
        .unwrap()
}

fn retry<T: Transport>(transport: T, policy: RetryPolicy) -> Retry<T> {
    Retry::new(transport, policy, Sleeper::new(tokio::time::sleep), seeded())
}

/// The same numbers each time, well spread.
fn seeded() -> Chance {
    let state = AtomicU64::new(0);
    Chance::new(move || {
        let state = state.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb)
    })
}

fn request(safety: Safety) -> http::Request<Bytes> {
    Base::new("http://h").unwrap().post(&["a"]).safety(safety).build()
}

#[tokio::test(start_paused = true)]
async fn a_429_with_retry_after_2_waits_at_least_2_seconds() {
    let (transport, times) = service(|attempt| {
        let mut response = status(if attempt == 1 { 429 } else { 200 });
        response.headers_mut().insert("retry-after", "2".parse().unwrap());
        Ok(response)
    });
    let response = retry(transport, RetryPolicy::new())
        .send(request(Safety::Idempotent))
        .await
        .unwrap();
    assert_eq!(
        (
            response.status().as_u16(),
            response.extensions().get::<Attempt>().unwrap().number()
        ),
        (200, 2)
    );
    let times = times.lock().unwrap();
    let wait = times[1] - times[0];
    assert!(
        (Duration::from_secs(2)..Duration::from_millis(2200)).contains(&wait),
        "{wait:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_longer_retry_after_than_allowed_is_handed_to_the_caller() {
    let (transport, times) = service(|_| {
        let mut response = status(503);
        response.headers_mut().insert("retry-after", "3600".parse().unwrap());
        Ok(response)
    });
    let response = retry(transport, RetryPolicy::new())
        .send(request(Safety::Safe))
        .await
        .unwrap();
    assert_eq!((response.status().as_u16(), times.lock().unwrap().len()), (503, 1));
}

#[tokio::test(start_paused = true)]
async fn each_failure_is_repeated_by_its_class() {
    for (kind, attempts) in [
        (TransportErrorKind::Connect, [3, 3, 3]),
        (TransportErrorKind::Interrupted, [3, 3, 1]),
        (TransportErrorKind::Timeout, [3, 3, 1]),
        (TransportErrorKind::Tls, [1, 1, 1]),
        (TransportErrorKind::TooLarge, [1, 1, 1]),
        (TransportErrorKind::Request, [1, 1, 1]),
    ] {
        for (safety, attempts) in [Safety::Safe, Safety::Idempotent, Safety::Once]
            .into_iter()
            .zip(attempts)
        {
            let (transport, times) = service(|_| Err(kind.into()));
            let error = retry(transport, RetryPolicy::new())
                .send(request(safety))
                .await
                .unwrap_err();
            assert_eq!(
                (error.kind(), times.lock().unwrap().len()),
                (kind, attempts),
                "{safety:?}"
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_last_answer_is_the_callers() {
    let (transport, times) = service(|_| Ok(status(503)));
    let response = retry(transport, RetryPolicy::new().attempts(4))
        .send(request(Safety::Safe))
        .await
        .unwrap();
    assert_eq!((response.status().as_u16(), times.lock().unwrap().len()), (503, 4));
    assert_eq!(response.into_body().collect(10).await.unwrap(), "why");
}

#[tokio::test(start_paused = true)]
async fn without_a_word_of_the_endpoint_the_method_decides() {
    for (method, attempts) in [
        ("GET", 3),
        ("PUT", 3),
        ("DELETE", 3),
        ("POST", 1),
        ("PATCH", 1),
        ("OWN", 1),
    ] {
        let (transport, times) = service(|_| Ok(status(503)));
        let request = http::Request::builder()
            .method(method)
            .uri("http://h")
            .body(Bytes::new())
            .unwrap();
        retry(transport, RetryPolicy::new()).send(request).await.unwrap();
        assert_eq!(times.lock().unwrap().len(), attempts, "{method}");
    }
}

#[tokio::test(start_paused = true)]
async fn switched_off_it_tries_once() {
    let (transport, times) = service(|_| Err(TransportErrorKind::Connect.into()));
    retry(transport, RetryPolicy::off())
        .send(request(Safety::Safe))
        .await
        .unwrap_err();
    assert_eq!(times.lock().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_shared_budget_ends_the_retries_of_all() {
    let budget = RetryBudget::new(5);
    let policy = RetryPolicy::new().attempts(3).budget(budget.clone());
    let (transport, times) = service(|_| Err(TransportErrorKind::Connect.into()));
    let one = retry(&transport, policy.clone());
    let other = one.clone();
    for _ in 0..5 {
        one.send(request(Safety::Safe)).await.unwrap_err();
        other.send(request(Safety::Safe)).await.unwrap_err();
    }
    assert_eq!((times.lock().unwrap().len(), budget.retries_left()), (10 + 5, 0));
    let (healthy, _) = service(|_| Ok(status(200)));
    let healthy = retry(healthy, policy);
    for _ in 0..10 {
        healthy.send(request(Safety::Safe)).await.unwrap();
    }
    assert_eq!(budget.retries_left(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_retries_of_a_thousand_clients_spread() {
    let (transport, times) = service(|attempt| {
        let mut response = status(if attempt == 1 { 503 } else { 200 });
        response.headers_mut().insert("retry-after", "2".parse().unwrap());
        Ok(response)
    });
    let start = Instant::now();
    let policy = RetryPolicy::new()
        .base_delay(Duration::from_secs(1))
        .budget(RetryBudget::new(1000));
    let shared = Arc::new(retry(transport, policy));
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..1000 {
        let client = Arc::clone(&shared);
        clients.spawn(async move { client.send(request(Safety::Safe)).await.unwrap().status() });
    }
    assert!(clients.join_all().await.iter().all(|status| status.is_success()));
    let mut tenths = [0; 10];
    for time in times.lock().unwrap().iter().filter(|time| **time != start) {
        let after = time.duration_since(start).checked_sub(Duration::from_secs(2)).unwrap();
        tenths[usize::try_from(after.as_millis() / 100).unwrap().min(9)] += 1;
    }
    assert_eq!(tenths.iter().sum::<u32>(), 1000);
    assert!(tenths.iter().all(|count| (50..200).contains(count)), "{tenths:?}");
}

#[tokio::test(start_paused = true)]
async fn one_deadline_bounds_the_attempt_and_another_the_call() {
    let stuck = FnTransport(|_| core::future::pending::<Answered>());
    let sleeper = Sleeper::new(tokio::time::sleep);
    let start = Instant::now();
    let attempt = Deadline::new(&stuck, sleeper.clone()).head(Duration::from_secs(5));
    let error = retry(attempt.clone(), RetryPolicy::new())
        .send(request(Safety::Safe))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Timeout);
    let three = start.elapsed();
    assert!((15..17).contains(&three.as_secs()), "{three:?}");

    let start = Instant::now();
    let call = Deadline::new(retry(attempt, RetryPolicy::new()), sleeper).exchange(Duration::from_secs(8));
    let error = call.send(request(Safety::Safe)).await.unwrap_err();
    assert_eq!(
        (error.kind(), start.elapsed().as_secs()),
        (TransportErrorKind::Timeout, 8)
    );
}

#[tokio::test(start_paused = true)]
async fn a_body_that_never_ends_meets_the_deadline() {
    struct Endless;

    impl http_body::Body for Endless {
        type Data = Bytes;
        type Error = TransportError;

        fn poll_frame(
            self: core::pin::Pin<&mut Self>,
            _: &mut core::task::Context<'_>,
        ) -> core::task::Poll<Option<Result<http_body::Frame<Bytes>, TransportError>>> {
            core::task::Poll::Ready(Some(Ok(http_body::Frame::data(Bytes::from_static(b"a")))))
        }
    }

    let endless = FnTransport(|_| core::future::ready(Ok(http::Response::new(Body::new(Endless)))));
    let deadline = Deadline::new(endless, Sleeper::new(tokio::time::sleep)).exchange(Duration::from_secs(1));
    let mut body = deadline.send(request(Safety::Safe)).await.unwrap().into_body();
    let end = loop {
        tokio::time::advance(Duration::from_millis(1)).await;
        if let Err(error) = body.chunk().await.unwrap() {
            break error;
        }
    };
    assert_eq!(end.kind(), TransportErrorKind::Timeout);
    assert!(body.chunk().await.is_none());
}

#[test]
fn a_thread_that_waits_retries_by_the_same_rules() {
    struct Down(AtomicU64);

    impl BlockingTransport for Down {
        fn send(&self, _: http::Request<Bytes>) -> Result<http::Response<BlockingBody>, TransportError> {
            self.0.fetch_add(1, Ordering::Relaxed);
            Err(TransportErrorKind::Interrupted.into())
        }
    }

    let policy = RetryPolicy::new().base_delay(Duration::from_millis(1));
    let service = Arc::new(Down(AtomicU64::new(0)));
    let retry = Retry::new(Arc::clone(&service), policy, Sleeper::thread(), seeded());
    let down = |safety| BlockingTransport::send(&retry, request(safety)).unwrap_err();
    assert!(down(Safety::Once).outcome_is_unknown());
    assert!(down(Safety::Safe).outcome_is_unknown());
    assert_eq!(service.0.load(Ordering::Relaxed), 1 + 3);
}
