//! Clients that are slow, silent, greedy or mad, while others want to be served.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

mod support;

use core::time::Duration;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Instant;

use support::{Service, TinyProcess, post, send};

fn server(more: &[(&'static str, &str)]) -> TinyProcess {
    let service = Service::start();
    let mut settings = vec![("TINY_STORE", "memory:")];
    settings.extend(more);
    TinyProcess::with_service(service.port, &settings)
}

fn is_served(server: &TinyProcess) -> bool {
    post(server.port(), "/session", "{}").is_ok_and(|answer| answer.status == 201)
}

#[test]
fn a_slow_head_ends_and_keeps_nobody_waiting() {
    let server = server(&[]);
    let mut slow = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    slow.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let begin = Instant::now();
    slow.write_all(b"POST /session HTTP/1.1\r\nhost: x\r\nx-a: ").unwrap();
    assert!(is_served(&server));
    let read = slow.read(&mut [0; 256]);
    assert!(matches!(read, Ok(0) | Err(_)), "there is nothing to answer");
    assert!(
        begin.elapsed() < Duration::from_secs(25),
        "it took {:?}",
        begin.elapsed()
    );
    server.stop();
}

#[test]
fn a_slow_body_is_told_so() {
    let server = server(&[]);
    let request = b"POST /session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n{";
    let answer = send(server.port(), request).unwrap();
    assert_eq!((answer.status, answer.text("error").as_str()), (408, "request_timeout"));
    assert!(answer.head.contains("connection: close"));
    server.stop();
}

#[test]
fn a_body_at_the_limit_is_read_and_one_byte_more_is_not() {
    let server = server(&[("TINY_BODY_LIMIT", "1000")]);
    let body = |len: usize| format!("{{\"x\":\"{}\"}}", "a".repeat(len - 8));
    assert_eq!(post(server.port(), "/session", &body(1000)).unwrap().status, 201);
    let answer = post(server.port(), "/session", &body(1001)).unwrap();
    assert_eq!((answer.status, answer.text("error").as_str()), (413, "body_too_large"));
    // In pieces nobody announces a length.
    let mut request =
        b"POST /session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
            .to_vec();
    for _ in 0..30 {
        request.extend(format!("64\r\n{}\r\n", " ".repeat(100)).bytes());
    }
    assert_eq!(send(server.port(), &request).unwrap().status, 413);
    server.stop();
}

#[test]
fn a_huge_head_is_refused() {
    let server = server(&[]);
    let request = format!(
        "GET /healthz HTTP/1.1\r\nhost: x\r\nx-a: {}\r\n\r\n",
        "a".repeat(64 * 1024)
    );
    assert_eq!(send(server.port(), request.as_bytes()).unwrap().status, 431);
    assert!(is_served(&server));
    server.stop();
}

#[test]
fn pipelined_requests_are_answered_in_order_and_garbage_ends_them() {
    let server = server(&[]);
    let mut stream = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let mut request = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n".repeat(20);
    request.extend(b"GET /nope HTTP/1.1\r\nhost: x\r\n\r\n\x00\xff\x17garbage\r\n\r\n");
    stream.write_all(&request).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert_eq!(text.matches("{\"status\":\"ok\"}").count(), 20);
    assert_eq!(text.matches("HTTP/1.1 404").count(), 1);
    assert_eq!(text.matches("HTTP/1.1 400").count(), 1);
    assert!(is_served(&server));
    server.stop();
}

#[test]
fn idle_connections_keep_nobody_waiting_and_do_not_hold_up_the_end() {
    let server = server(&[]);
    let idle: Vec<_> = (0..2000)
        .map(|_| TcpStream::connect(("127.0.0.1", server.port())).unwrap())
        .collect();
    assert!(is_served(&server));
    let begin = Instant::now();
    server.stop();
    assert!(
        begin.elapsed() < Duration::from_secs(2),
        "it took {:?}",
        begin.elapsed()
    );
    drop(idle);
}

#[test]
fn beyond_the_limit_of_connections_callers_are_told() {
    let server = server(&[("TINY_MAX_CONNECTIONS", "4")]);
    let idle: Vec<_> = (0..4)
        .map(|_| TcpStream::connect(("127.0.0.1", server.port())).unwrap())
        .collect();
    let mut refused = None;
    for _ in 0..200 {
        if let Ok(answer) = send(server.port(), b"") {
            refused = Some(answer);
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let refused = refused.expect("no connection was refused");
    assert_eq!((refused.status, refused.text("error").as_str()), (503, "overloaded"));
    drop(idle);
    assert!((0..500).any(|_| {
        std::thread::sleep(Duration::from_millis(10));
        is_served(&server)
    }));
    server.stop();
}

#[test]
fn who_ends_its_side_after_a_request_is_answered() {
    let service = Service::slow(Duration::from_millis(200));
    let server = TinyProcess::with_service(service.port, &[("TINY_STORE", "memory:")]);
    let mut stream = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    stream
        .write_all(b"POST /session HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n")
        .unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    assert!(reply.starts_with("HTTP/1.1 201 "), "{reply}");
    server.stop();
}

#[test]
fn an_open_request_is_finished_after_shutdown_has_begun() {
    let service = Service::slow(Duration::from_millis(500));
    let server = TinyProcess::with_service(service.port, &[("TINY_STORE", "memory:")]);
    let port = server.port();
    let asking = std::thread::spawn(move || post(port, "/session", "{}").unwrap());
    // The session is counted when it is made, after half a second: before that, the request is open.
    std::thread::sleep(Duration::from_millis(250));
    server.stop();
    assert_eq!(asking.join().unwrap().status, 201);
}
