use core::time::Duration;

use opentok_sandbox::{Sandbox, serve::Limits};
use tokio::{io::AsyncWriteExt, time};

use crate::callers::{ABOUT, ABOUT_LAST, ask, connect, exchange, rest, start};

const SHORT: Limits = Limits::new().patience(Duration::from_millis(100));

#[tokio::test]
async fn a_body_at_the_limit_is_read_and_one_past_it_is_not() {
    let running = start(Limits::new()).await;
    for (len, status) in [(Sandbox::MAX_BODY, "403"), (Sandbox::MAX_BODY + 1, "413")] {
        let mut stream = connect(&running).await;
        let head = format!(
            "POST /session/create HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nContent-Length: {len}\r\nConnection: close\r\n\r\n"
        );
        let answer = ask(&mut stream, &(head + &"a".repeat(len))).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{answer}");
    }
}

#[tokio::test]
async fn a_caller_that_says_nothing_is_not_waited_for() {
    let running = start(SHORT).await;
    assert_eq!(rest(&mut connect(&running).await).await, "");
}

#[tokio::test]
async fn a_caller_that_does_not_finish_its_head_is_not_waited_for() {
    let running = start(SHORT).await;
    let mut stream = connect(&running).await;
    let answer = ask(&mut stream, "GET /sandbox HTTP/1.1\r\nHost: loc").await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408 "), "{answer}");
}

#[tokio::test]
async fn a_caller_that_does_not_finish_its_body_is_not_waited_for() {
    let running = start(SHORT).await;
    let mut stream = connect(&running).await;
    let answer = ask(
        &mut stream,
        "POST /session/create HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\ne2e=",
    )
    .await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
}

#[tokio::test]
async fn a_caller_that_rests_is_not_waited_for() {
    let running = start(SHORT).await;
    let mut stream = connect(&running).await;
    exchange(&mut stream, ABOUT).await;
    assert_eq!(rest(&mut stream).await, "");
}

#[tokio::test]
async fn more_callers_than_allowed_wait_for_their_turn() {
    let running = start(Limits::new().connections(2)).await;
    let (mut first, mut second) = (connect(&running).await, connect(&running).await);
    exchange(&mut first, ABOUT).await;
    exchange(&mut second, ABOUT).await;
    let mut third = connect(&running).await;
    let waiting = async { exchange(&mut third, ABOUT).await };
    tokio::pin!(waiting);
    // It may only be late here, never early.
    assert!(time::timeout(Duration::from_millis(50), &mut waiting).await.is_err());
    drop(first);
    assert!(waiting.await.starts_with("HTTP/1.1 200 OK"));
}

#[tokio::test]
async fn a_caller_that_takes_nothing_is_not_waited_for() {
    let running = start(SHORT.connections(1)).await;
    let mut stream = connect(&running).await;
    // More answers than all buffers on the way hold.
    let requests = ABOUT.repeat(1_000);
    let greedy = async { while stream.write_all(requests.as_bytes()).await.is_ok() {} };
    time::timeout(crate::callers::FOREVER, greedy).await.unwrap();
    assert!(
        ask(&mut connect(&running).await, ABOUT_LAST)
            .await
            .starts_with("HTTP/1.1 200 OK")
    );
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn connections_leave_no_descriptors() {
    let running = start(Limits::new()).await;
    let count = || std::fs::read_dir("/proc/self/fd").unwrap().count();
    ask(&mut connect(&running).await, ABOUT_LAST).await;
    for round in 0..200 {
        let mut stream = connect(&running).await;
        match round % 3 {
            0 => drop(ask(&mut stream, ABOUT_LAST).await),
            1 => stream.write_all(b"GET /sand").await.unwrap(),
            _ => stream.write_all(ABOUT.as_bytes()).await.unwrap(),
        }
    }
    let before = count();
    running.stop().await;
    // Tests beside this one have connections of their own: a few, and none of these two hundred.
    assert!(count() <= before && count() < 150, "{before} {}", count());
}
