//! Callbacks that are received, believed or not, and printed.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use core::time::Duration;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::thread::sleep;

use compact_jws::Hs256Key;
use opentok_token::UnixSeconds;
use serde_json::Value;
use sha2::{Digest, Sha256};

use self::support::{Directory, opentok, run, text};

mod support;

const SIGNATURE: &str = "signature-secret-0123456789abcdef";
const BODY: &str = r#"{"id":"a1","event":"archive","status":"available","sessionId":"1_MX4x","createdAt":1}"#;

struct Listening {
    child: Child,
    port: u16,
    _directory: Directory,
}

fn listen(name: &str, arguments: &[&str]) -> Listening {
    let directory = Directory::new(name);
    let port_file = directory.path().join("port");
    let secret = directory.file("secret", SIGNATURE);
    let mut command = opentok([
        "webhook",
        "listen",
        "--listen",
        "127.0.0.1:0",
        "--port-file",
        text(&port_file),
    ]);
    if !arguments.contains(&"--unsigned") {
        command.args(["--secret-file", text(&secret)]);
    }
    let mut child = command
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let port = (0..1_000).find_map(|_| {
        sleep(Duration::from_millis(20));
        fs::read_to_string(&port_file).ok()
    });
    let Some(port) = port else {
        child.kill().unwrap();
        panic!("nobody listens: {:?}", child.wait());
    };
    Listening {
        child,
        port: port.trim().parse().unwrap(),
        _directory: directory,
    }
}

impl Listening {
    /// Sends a callback and returns the status of the answer.
    fn post(&self, token: Option<&str>, body: &str) -> u16 {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let token = token.map_or_else(String::new, |token| format!("authorization: Bearer {token}\r\n"));
        let head = format!(
            "POST /x HTTP/1.1\r\nhost: h\r\n{token}content-length: {}\r\n\r\n",
            body.len()
        );
        // What is too long may be answered before it is sent.
        let _ = stream
            .write_all(head.as_bytes())
            .and_then(|()| stream.write_all(body.as_bytes()));
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8(answer).unwrap();
        answer.split(' ').nth(1).unwrap().parse().unwrap()
    }

    /// Standard output and standard error, once it has ended by itself.
    fn end(self) -> (String, String) {
        let output = self.child.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
        (
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    }
}

fn token(secret: &str, body: &str, id: &str) -> String {
    let hash: String = Sha256::digest(body).iter().map(|byte| format!("{byte:02x}")).collect();
    compact_jws::sign(&Hs256Key::new(secret.as_bytes()), 512, |claims| {
        claims.text("iss", "Vonage").unsigned("iat", UnixSeconds::now().get());
        claims
            .text("jti", id)
            .text("payload_hash", &hash)
            .text("api_key", "45676632");
    })
    .unwrap()
}

#[test]
fn a_signed_callback_is_printed_once() {
    let listening = listen("webhook-signed", &["--count", "2", "--json"]);
    let signed = token(SIGNATURE, BODY, "1");
    assert_eq!(listening.post(Some(&signed), BODY), 200);
    assert_eq!(
        listening.post(Some(&signed), BODY),
        200,
        "the service need not send it again"
    );
    assert_eq!(listening.post(Some(&token(SIGNATURE, BODY, "2")), BODY), 200);
    let (out, _) = listening.end();
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2, "{out}");
    assert_eq!(
        (&lines[0]["family"], &lines[0]["verified"]),
        (&"archive".into(), &true.into())
    );
    assert_eq!(lines[0]["body"], serde_json::from_str::<Value>(BODY).unwrap());
}

#[test]
fn what_is_not_signed_with_the_secret_is_refused_and_not_printed() {
    let listening = listen("webhook-forged", &["--count", "1"]);
    assert_eq!(listening.post(None, BODY), 401);
    assert_eq!(
        listening.post(Some(&token("another secret altogether", BODY, "1")), BODY),
        401
    );
    assert_eq!(listening.post(Some(&token(SIGNATURE, "{}", "2")), BODY), 401);
    assert_eq!(listening.post(Some(&token(SIGNATURE, BODY, "3")), BODY), 200);
    let (out, err) = listening.end();
    assert_eq!(out, "archive  available  a1\n");
    assert_eq!(
        err.lines()
            .filter(|line| line.starts_with("opentok: warning: "))
            .count(),
        3,
        "{err}"
    );
    assert!(!err.contains(SIGNATURE));
}

#[test]
fn a_body_that_is_too_long_is_not_read() {
    let listening = listen("webhook-long", &["--count", "1", "--unsigned"]);
    let long = format!("{{\"a\":\"{}\"}}", "x".repeat(1 << 20));
    assert_eq!(listening.post(None, &long), 413);
    let longest = format!("{{\"a\":\"{}\"}}", "x".repeat((1 << 20) - 8));
    assert_eq!(longest.len(), 1 << 20);
    assert_eq!(listening.post(None, &longest), 200);
    listening.end();
}

#[test]
fn a_body_of_several_lines_is_one_line() {
    let listening = listen("webhook-lines", &["--count", "1", "--unsigned", "--json"]);
    assert_eq!(listening.post(None, "{\n  \"event\": \"new\",\n  \"n\": 1\n}"), 200);
    let (out, _) = listening.end();
    assert_eq!(out.lines().count(), 1);
    assert_eq!(serde_json::from_str::<Value>(&out).unwrap()["body"]["n"], 1);
}

#[test]
fn nobody_is_believed_by_accident() {
    let answer = run(&mut opentok(["webhook", "listen", "--json"]));
    assert_eq!((answer.code, answer.error().0.as_str()), (78, "bad_configuration"));
}
