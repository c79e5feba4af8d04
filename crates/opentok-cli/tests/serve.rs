//! `opentok serve` as a process: settings, signals, and what a crash leaves behind.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

#[allow(dead_code, reason = "the tests of the server use more of it")]
#[path = "../../opentok-servers/tests/support/http.rs"]
mod http;
#[allow(dead_code, reason = "the tests of the server use more of it")]
#[path = "../../opentok-servers/tests/support/service.rs"]
mod service;

use core::time::Duration;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Mutex;
use std::thread;

use http::post;
use service::Service;

/// The command with these settings and no others.
fn command(settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_opentok"));
    command
        .arg("serve")
        .env_clear()
        .env("NODE_CONFIG_DIR", "/nonexistent")
        .envs(settings.iter().copied());
    command.stdin(Stdio::null());
    command
}

fn output(settings: &[(&str, &str)], arguments: &[&str]) -> Output {
    command(settings).args(arguments).output().unwrap()
}

const PAIR: [(&str, &str); 2] = [("OPENTOK_KEY", "12345678"), ("OPENTOK_SECRET", "s3cret-of-the-test")];

/// A server that runs, and its port.
fn start(store: &str, service: u16) -> (Child, u16) {
    let api = format!("http://127.0.0.1:{service}");
    let settings = [
        PAIR[0],
        PAIR[1],
        ("PORT", "0"),
        ("OPENTOK_API_URL", &api),
        ("TINY_STORE", store),
    ];
    let mut child = command(&settings).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    lines.read_line(&mut line).unwrap();
    let port = line.trim().rsplit(':').next().and_then(|port| port.parse().ok());
    let port = port.unwrap_or_else(|| panic!("no address in {line:?}"));
    // Somebody must read the log, or it would be lost in part.
    thread::spawn(move || lines.lines().for_each(drop));
    (child, port)
}

fn scratch(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("opentok-serve-{}-{name}", std::process::id()));
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
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
fn a_signal_ends_it_with_exit_code_0() {
    let service = Service::start();
    let (mut child, port) = start("memory:", service.port);
    assert_eq!(post(port, "/session", "{}").unwrap().status, 201);
    let kill = Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(kill.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// Kills the server at any moment while others write, again and again: `OPENTOK_CRASHES` times, 5 unless set.
#[test]
fn no_acknowledged_session_is_lost_to_a_crash() {
    let rounds: u32 = std::env::var("OPENTOK_CRASHES")
        .ok()
        .map_or(5, |text| text.parse().unwrap());
    let folder = scratch("crash");
    let store = format!("file:{}", Path::new(&folder).join("store.db").display());
    let service = Service::start();
    let acknowledged = Mutex::new(Vec::new());
    for round in 0..rounds {
        let (mut child, port) = start(&store, service.port);
        let known: Vec<String> = acknowledged.lock().unwrap().clone();
        for id in known.iter().rev().take(200).chain(known.iter().take(20)) {
            let answer = post(port, &format!("/session/{id}/access"), "{}").unwrap();
            assert_eq!(answer.status, 201, "round {round}: {id} is lost");
        }
        thread::scope(|threads| {
            for _ in 0..4 {
                threads.spawn(|| {
                    while let Ok(answer) = post(port, "/session", "{}") {
                        if answer.status == 201 && serde_json::from_str::<serde_json::Value>(&answer.body).is_ok() {
                            acknowledged.lock().unwrap().push(answer.text("id"));
                        }
                    }
                });
            }
            // From before the first write to well into the load.
            thread::sleep(Duration::from_millis(u64::from(round * 37 % 151)));
            child.kill().unwrap();
            child.wait().unwrap();
        });
    }
    let (mut child, port) = start(&store, service.port);
    let known = acknowledged.into_inner().unwrap();
    assert!(!known.is_empty(), "nothing was ever acknowledged");
    for id in &known {
        assert_eq!(
            post(port, &format!("/session/{id}/access"), "{}").unwrap().status,
            201,
            "{id} is lost"
        );
    }
    println!("{rounds} crashes, {} sessions acknowledged, none lost", known.len());
    child.kill().unwrap();
    child.wait().unwrap();
    let _ = std::fs::remove_dir_all(folder);
}
