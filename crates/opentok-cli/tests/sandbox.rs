//! `opentok sandbox` as a process: started, called over HTTP, stopped by a signal.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};

use opentok_token::jwt::Level;
use opentok_token::{ApiSecret, JwtId, Project, Signer, UnixSeconds};
use serde_json::Value;

use self::support::{Directory, opentok, run};

#[path = "serving/signal.rs"]
mod signal;
mod support;

/// A sandbox that is killed if a test forgets it.
struct Process {
    child: Child,
    /// The line that it prints.
    about: Value,
}

impl Process {
    fn start(arguments: &[&str]) -> Self {
        let mut command = opentok(["sandbox", "--json", "--listen", "127.0.0.1:0"]);
        let mut child = command.args(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let about = serde_json::from_str(&line).unwrap();
        Self { child, about }
    }

    fn text(&self, name: &str) -> &str {
        self.about[name].as_str().unwrap()
    }

    /// Sends a request; status and body.
    fn call(&self, method: &str, path: &str, headers: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.text("url").strip_prefix("http://").unwrap()).unwrap();
        let length = body.len();
        let head =
            format!("{method} {path} HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\nContent-Length: {length}");
        write!(stream, "{head}\r\nAccept: application/json\r\n{headers}\r\n{body}").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
    }

    /// Creates a session, as the project that every sandbox begins with, by a token made at `now`.
    fn create_session(&self, now: UnixSeconds) -> (u16, String) {
        let project = Project::new(
            self.text("api_key").parse().unwrap(),
            ApiSecret::new(self.text("api_secret")),
        );
        let token = Signer::new(project)
            .sign_rest_jwt(Level::Project, now, JwtId::new([7; 16]))
            .unwrap();
        let headers = format!("X-OPENTOK-AUTH: {}\r\n", token.expose());
        self.call("POST", "/session/create", &headers, "p2p.preference=disabled")
    }

    /// Ends it with a signal: its exit code.
    fn stop(mut self, signal: &str) -> Option<i32> {
        signal::signal(self.child.id(), signal);
        self.child.wait().unwrap().code()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It has ended already if the test got that far.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_session_is_created_over_http_and_a_signal_ends_the_server() {
    for signal in ["TERM", "INT"] {
        let sandbox = Process::start(&[]);
        let (status, body) = sandbox.create_session(UnixSeconds::now());
        assert_eq!(status, 200, "{body}");
        let created: Value = serde_json::from_str(&body).unwrap();
        let id = created[0]["session_id"].as_str().unwrap();
        assert_eq!(created[0]["project_id"], sandbox.about["api_key"]);
        let says = run(&mut opentok([
            "session",
            "id",
            "--api-key",
            sandbox.text("api_key"),
            id,
        ]));
        assert_eq!(says.code, 0, "{says:?}");
        assert_eq!(sandbox.stop(signal), Some(0), "{signal}");
    }
}

#[test]
fn a_wrong_secret_creates_nothing() {
    let mut sandbox = Process::start(&[]);
    sandbox.about["api_secret"] = "another".into();
    assert_eq!(sandbox.create_session(UnixSeconds::now()).0, 403);
}

#[test]
fn two_runs_of_one_seed_and_clock_answer_the_same() {
    let at = UnixSeconds::new(1_767_225_600);
    let play = |seed: &str| {
        let sandbox = Process::start(&["--seed", seed, "--clock-at", "1767225600"]);
        (sandbox.text("api_secret").to_owned(), sandbox.create_session(at))
    };
    let first = play("7");
    assert_eq!(first.1.0, 200, "{first:?}");
    assert_eq!(first, play("7"));
    assert_ne!(first, play("8"));
}

#[test]
fn the_port_file_and_the_certificate_are_written() {
    let directory = Directory::new("sandbox");
    let path = |name: &str| directory.path().join(name);
    let (port, certificate) = (path("port"), path("authority.pem"));
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let sandbox = Process::start(&["--port-file", &text(&port), "--certificate-file", &text(&certificate)]);
    // The file follows the line that was read.
    assert_eq!(sandbox.call("GET", "/sandbox", "", "").0, 200);
    let written = std::fs::read_to_string(&port).unwrap();
    assert_eq!(written.trim_end(), sandbox.about["port"].to_string());
    assert_eq!(
        sandbox.text("https_url"),
        sandbox.text("url").replace("http:", "https:")
    );
    assert!(
        std::fs::read_to_string(&certificate)
            .unwrap()
            .starts_with("-----BEGIN CERTIFICATE-----")
    );
}

#[test]
fn the_control_surface_asks_for_its_token_from_the_flag_or_the_environment() {
    let sandbox = Process::start(&["--control-token", "let-me-in"]);
    assert_ne!(sandbox.call("GET", "/sandbox", "", "").0, 200);
    let (status, body) = sandbox.call("GET", "/sandbox", "Authorization: Bearer let-me-in\r\n", "");
    assert_eq!(status, 200, "{body}");
    assert!(!body.contains("let-me-in"), "{body}");
}

#[test]
fn the_old_dialect_is_spoken_as_the_flags_have_it() {
    let session = |arguments: &[&str]| {
        let sandbox = Process::start(arguments);
        let body = "api_key=11421872&api_secret=wrong";
        sandbox.call(
            "POST",
            "/hl/session/create",
            "X-TB-PARTNER-AUTH: 11421872:wrong\r\n",
            body,
        )
    };
    assert_eq!(session(&[]).0, 200, "refusals of 2012 are documents");
    assert_eq!(session(&["--legacy-era", "2014"]).0, 403);
}

#[test]
fn an_address_that_is_taken_is_said_in_one_line() {
    let sandbox = Process::start(&[]);
    let address = sandbox.text("url").strip_prefix("http://").unwrap();
    let answer = run(opentok(["sandbox", "--json", "--listen"]).arg(address));
    assert_eq!((answer.code, answer.error().0.as_str()), (3, "io"));
    assert_eq!(run(&mut opentok(["sandbox", "--listen", "nowhere"])).code, 3);
    assert_eq!(run(&mut opentok(["sandbox", "--certificate-name", "host"])).code, 2);
}
