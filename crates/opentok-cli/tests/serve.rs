//! `opentok serve` as a process: settings and signals.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

mod serving;

use std::io::{BufRead, BufReader};
use std::process::{Output, Stdio};

use serving::{PAIR, Service, Serving, command, post, send, signal};

fn output(settings: &[(&str, &str)], arguments: &[&str]) -> Output {
    command(settings).args(arguments).output().unwrap()
}

#[test]
fn every_fault_is_a_line_and_the_exit_code_is_78() {
    let output = output(
        &[
            ("OPENTOK_SECRET", "s3cret-of-the-test"),
            ("PORT", "pipe"),
            ("TINY_LOG", "xml"),
        ],
        &[],
    );
    assert_eq!(output.status.code(), Some(78));
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(text.lines().count(), 3, "{text}");
    for name in ["OPENTOK_KEY: ", "PORT: ", "TINY_LOG: "] {
        assert!(text.contains(name), "{name} in {text}");
    }
    assert!(!text.contains("s3cret"));
}

#[test]
fn settings_are_shown_without_secrets() {
    let settings = [
        PAIR[0],
        PAIR[1],
        ("TINY_STORE", "redis://:pass-of-the-test@127.0.0.1:6379/0"),
        ("TINY_API_TOKENS", "token-of-the-test"),
    ];
    let output = output(&settings, &["--port", "4000", "check-config"]);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.lines()
            .any(|line| line.starts_with("PORT") && line.contains("4000  (command line)")),
        "{text}"
    );
    assert!(!text.contains("of-the-test"), "{text}");
}

#[test]
fn a_busy_port_is_one_line_and_the_exit_code_is_1() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = output(&[PAIR[0], PAIR[1], ("PORT", &port), ("TINY_STORE", "memory:")], &[]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stderr).unwrap().lines().count(), 1);
}

#[test]
fn over_a_sandbox_it_needs_no_settings_and_serves_sessions_tokens_and_archives() {
    let mut command = command(&[("PORT", "0"), ("TINY_SAMPLE_ROUTES", "on")]);
    let server = Serving::spawn(command.arg("--sandbox"));
    let port = server.port;
    let session = post(port, "/session", "{}").unwrap();
    assert_eq!(session.status, 201, "{}", session.body);
    let id = session.text("id");
    let access = post(port, &format!("/session/{id}/access"), r#"{"role":"subscriber"}"#).unwrap();
    assert_eq!(access.status, 201, "{}", access.body);
    assert!(access.text("token").starts_with("T1=="));
    let archive = post(port, "/archive/start", &format!(r#"{{"sessionId":"{id}"}}"#)).unwrap();
    assert_eq!(archive.status, 200, "{}", archive.body);
    assert_eq!(archive.text("status"), "started");
    let stopped = post(port, &format!("/archive/{}/stop", archive.text("id")), "{}").unwrap();
    assert_eq!(stopped.status, 200, "{}", stopped.body);
}

#[test]
fn a_signal_ends_it_with_exit_code_0() {
    let service = Service::start();
    let mut server = Serving::start("memory:", service.port);
    assert_eq!(post(server.port, "/session", "{}").unwrap().status, 201);
    assert_eq!(server.terminate(), Some(0));
}

#[test]
fn it_ends_though_nobody_reads_its_log() {
    let mut command = command(&[PAIR[0], PAIR[1], ("PORT", "0"), ("TINY_STORE", "memory:")]);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut log = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("listening") {
        line.clear();
        assert!(log.read_line(&mut line).unwrap() > 0);
    }
    let port: u16 = line.rsplit(':').next().unwrap().trim().parse().unwrap();
    // More than a pipe holds.
    for _ in 0..2000 {
        let answer = send(port, b"GET /nope HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        assert_eq!(answer.unwrap().status, 404);
    }
    signal(child.id(), "TERM");
    assert_eq!(child.wait().unwrap().code(), Some(0));
    drop(log);
}
