use core::time::Duration;

use opentok_sandbox::{
    Clock, Options, Sandbox,
    serve::{Limits, Running},
};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    sync::mpsc,
    time,
};

use crate::callers::{FOREVER, control, start_with};

/// A receiver that answers with these statuses in turn, and tells what came.
async fn receiver(statuses: &'static [u16]) -> (String, mpsc::UnboundedReceiver<(String, Value)>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let (sender, seen) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut statuses = statuses.iter().cycle();
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = Vec::new();
            let (head, body) = loop {
                let mut part = [0; 4096];
                let len = stream.read(&mut part).await.unwrap();
                assert!(len > 0, "the sender left");
                request.extend_from_slice(&part[..len]);
                let text = String::from_utf8_lossy(&request).into_owned();
                if let Some((head, body)) = text.split_once("\r\n\r\n")
                    && let Ok(body) = serde_json::from_str(body)
                {
                    break (head.to_owned(), body);
                }
            };
            let status = statuses.next().unwrap();
            let answer = format!("HTTP/1.1 {status} .\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            stream.write_all(answer.as_bytes()).await.unwrap();
            let _ = sender.send((head, body));
        }
    });
    (url, seen)
}

async fn next(seen: &mut mpsc::UnboundedReceiver<(String, Value)>) -> (String, Value) {
    time::timeout(FOREVER, seen.recv()).await.unwrap().unwrap()
}

/// A session that tells `url` of who comes and goes.
async fn session(running: &Running, sandbox: &Sandbox, url: &str, secret: &str) -> String {
    let hook = format!(r#"{{"kind":"session","url":"{url}"{secret}}}"#);
    control(running, "POST", "/sandbox/webhook", &hook).await;
    let about = control(running, "GET", "/sandbox", "").await;
    let pair = format!("10000001:{}", about["apiSecret"].as_str().unwrap());
    let request = http::Request::post("/hl/session/create").header("x-tb-partner-auth", pair);
    let answer = sandbox.respond(request.body(bytes::Bytes::new()).unwrap());
    let body = answer.into_body().collect(4096).await.unwrap();
    opentok_archive::session::Session::parse(&body).unwrap().session_id
}

#[tokio::test]
async fn webhooks_come_in_the_order_of_their_events() {
    let (url, mut seen) = receiver(&[200]).await;
    let sandbox = Sandbox::new(Options::new());
    let running = start_with(sandbox.clone(), Limits::new(), None).await;
    let session = session(&running, &sandbox, &url, "").await;
    let path = format!("/sandbox/session/{session}/connection");
    let mut connections = Vec::new();
    for _ in 0..5 {
        connections.push(control(&running, "POST", &path, "{}").await["connectionId"].clone());
    }
    let mut told = Vec::new();
    while told.len() < 5 {
        let (head, body) = next(&mut seen).await;
        assert!(
            head.starts_with("POST /hook HTTP/1.1\r\n")
                && head.to_lowercase().contains("content-type: application/json")
        );
        if body["event"] == "connectionCreated" {
            told.push(body["connection"]["id"].clone());
        }
    }
    assert_eq!(told, connections);
}

#[tokio::test]
async fn a_webhook_that_failed_is_sent_again_when_the_clock_has_moved() {
    let (url, mut seen) = receiver(&[500, 200]).await;
    let sandbox = Sandbox::new(Options::new());
    let running = start_with(sandbox.clone(), Limits::new(), None).await;
    let session = session(&running, &sandbox, &url, "").await;
    control(
        &running,
        "POST",
        &format!("/sandbox/session/{session}/connection"),
        "{}",
    )
    .await;
    let (_, first) = next(&mut seen).await;
    // It is settled a moment after it was answered.
    let again = async {
        loop {
            sandbox.advance(Duration::from_secs(5));
            if let Ok(again) = time::timeout(Duration::from_millis(50), seen.recv()).await
                && let (_, body) = again.unwrap()
                && body == first
            {
                break;
            }
        }
    };
    time::timeout(FOREVER, again).await.unwrap();
}

#[tokio::test]
async fn a_signed_webhook_carries_a_proof() {
    let (url, mut seen) = receiver(&[200]).await;
    let sandbox = Sandbox::new(Options::new());
    let running = start_with(sandbox.clone(), Limits::new(), None).await;
    let session = session(&running, &sandbox, &url, r#","secret":"hush""#).await;
    control(
        &running,
        "POST",
        &format!("/sandbox/session/{session}/connection"),
        "{}",
    )
    .await;
    let (head, _) = next(&mut seen).await;
    let line = head
        .lines()
        .find(|line| line.to_lowercase().starts_with("authorization: bearer "))
        .unwrap();
    let token = &line["authorization: bearer ".len()..];
    let key = compact_jws::Hs256Key::new(b"hush");
    let mut scratch = [0; 1024];
    compact_jws::UntrustedJws::parse(token)
        .unwrap()
        .verify(&key, &mut scratch)
        .unwrap();
}

#[tokio::test]
async fn what_happens_by_itself_is_told_without_a_call() {
    let (url, mut seen) = receiver(&[200]).await;
    let begun = std::time::Instant::now();
    // A clock a thousand times as fast: a minute is over soon.
    let clock =
        Clock::following(move || 1_767_225_600_000 + u64::try_from(begun.elapsed().as_millis()).unwrap() * 1000);
    let sandbox = Sandbox::new(Options::new().clock(clock));
    let running = start_with(sandbox.clone(), Limits::new(), None).await;
    let session = session(&running, &sandbox, &url, "").await;
    let path = format!("/sandbox/session/{session}/connection");
    let made = control(&running, "POST", &path, "{}").await;
    control(
        &running,
        "DELETE",
        &format!("{path}/{}", made["connectionId"].as_str().unwrap()),
        "",
    )
    .await;
    while next(&mut seen).await.1["event"] != "sessionDestroyed" {}
}
