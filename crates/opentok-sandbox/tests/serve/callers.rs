#![allow(clippy::unwrap_used, reason = "a test may panic")]

use core::time::Duration;

use opentok_sandbox::{
    Options, Sandbox,
    serve::{Certificate, Limits, Running, Server},
};
use serde_json::Value;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time,
};

/// Longer than any of these tests takes, on any machine.
pub(crate) const FOREVER: Duration = Duration::from_secs(60);

pub(crate) async fn start(limits: Limits) -> Running {
    start_with(Sandbox::new(Options::new()), limits, None).await
}

pub(crate) async fn start_with(sandbox: Sandbox, limits: Limits, certificate: Option<Certificate>) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut server = Server::new(sandbox).limits(limits);
    if let Some(certificate) = certificate {
        server = server.certificate(certificate);
    }
    server.start(listener).unwrap()
}

pub(crate) async fn connect(running: &Running) -> TcpStream {
    TcpStream::connect(running.address()).await.unwrap()
}

/// Sends some bytes and reads until the other end closes.
pub(crate) async fn ask(stream: &mut (impl AsyncRead + AsyncWrite + Unpin), request: &str) -> String {
    stream.write_all(request.as_bytes()).await.unwrap();
    rest(stream).await
}

/// What comes until the other end closes, which it must.
pub(crate) async fn rest(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let mut answer = Vec::new();
    // A connection that is reset has been closed too.
    let _ = time::timeout(FOREVER, stream.read_to_end(&mut answer)).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

/// A request, and the answer, on a connection that stays open.
pub(crate) async fn exchange(stream: &mut (impl AsyncRead + AsyncWrite + Unpin), request: &str) -> String {
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    loop {
        let byte = time::timeout(FOREVER, stream.read_u8()).await.unwrap().unwrap();
        answer.push(byte);
        if answer.ends_with(b"\r\n\r\n") {
            break;
        }
    }
    let head = String::from_utf8(answer).unwrap();
    let mut body = vec![0; content_length(&head)];
    time::timeout(FOREVER, stream.read_exact(&mut body))
        .await
        .unwrap()
        .unwrap();
    head + &String::from_utf8(body).unwrap()
}

fn content_length(head: &str) -> usize {
    let line = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    line.map_or(0, |len| len.parse().unwrap())
}

pub(crate) const ABOUT: &str = "GET /sandbox HTTP/1.1\r\nHost: localhost\r\n\r\n";
pub(crate) const ABOUT_LAST: &str = "GET /sandbox HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

/// A call to the control surface that must succeed.
pub(crate) async fn control(running: &Running, method: &str, path: &str, body: &str) -> Value {
    let len = body.len();
    let request = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len}\r\n\r\n{body}");
    let answer = exchange(&mut connect(running).await, &request).await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
}
