//! `opentok helplightning`: the client's commands against the stand-in, and how the server starts and ends.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use core::time::Duration;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};

use self::support::{Directory, opentok, run, set_mode, text};

#[cfg(unix)]
#[path = "serving/signal.rs"]
mod signal;
mod support;

#[test]
fn users_are_listed_one_a_line() {
    let answer = run(&mut opentok(["helplightning", "users", "--sandbox", "--json"]));
    let emails: Vec<_> = answer
        .json_lines()
        .iter()
        .map(|user| user["email"].as_str().unwrap().to_owned())
        .collect();
    let names = ["alice", "bob", "carol", "gone"];
    assert_eq!(emails, names.map(|name| format!("{name}@example.com")));
    let answer = run(&mut opentok([
        "helplightning",
        "users",
        "--sandbox",
        "--json",
        "--email",
        "bob@example.com",
    ]));
    assert_eq!(answer.json()["id"], 102);
    let answer = run(&mut opentok([
        "helplightning",
        "users",
        "--sandbox",
        "--json",
        "--limit",
        "2",
    ]));
    assert_eq!(answer.json_lines().len(), 2);
}

#[test]
fn a_token_is_printed_alone() {
    let answer = run(&mut opentok([
        "helplightning",
        "auth",
        "--sandbox",
        "alice@example.com",
    ]));
    assert_eq!((answer.code, answer.out.lines().count()), (0, 1));
    assert_eq!(answer.out.matches('.').count(), 2, "{}", answer.out);
    let answer = run(&mut opentok([
        "helplightning",
        "auth",
        "--sandbox",
        "--json",
        "nobody@example.com",
    ]));
    assert_eq!((answer.code, answer.error().0.as_str()), (1, "unknown_user"));
    let answer = run(&mut opentok([
        "helplightning",
        "auth",
        "--sandbox",
        "--json",
        "no address",
    ]));
    assert_eq!((answer.code, answer.error().0.as_str()), (2, "usage"));
}

#[test]
fn a_session_is_created_and_only_those_who_take_part_join() {
    let create = [
        "helplightning",
        "session",
        "create",
        "--sandbox",
        "--json",
        "--user",
        "alice@example.com",
    ];
    let answer = run(opentok(create).args(["--contact", "bob@example.com"]));
    let session = answer.json();
    assert_eq!(session["url"], "gss+ssl://gss.helplightning.invalid");
    let answer = run(opentok(create).args(["--contact", "alice@example.com"]));
    assert_eq!((answer.code, answer.error().0.as_str()), (1, "contact_is_caller"));
    let join = [
        "helplightning",
        "session",
        "join",
        "--sandbox",
        "--json",
        "--user",
        "bob@example.com",
    ];
    let answer = run(opentok(join).arg("76125039-3a0c-4b3c-bc8c-248566357bd8"));
    assert_eq!((answer.code, answer.error().0.as_str()), (1, "not_found"));
}

#[test]
fn everything_that_is_missing_is_named_at_once() {
    for command in [["helplightning", "serve"], ["helplightning", "users"]] {
        let answer = run(&mut opentok(command));
        assert_eq!(answer.code, 78, "{answer:?}");
        for name in ["HLSERVER_ENTERPRISE_ID", "HLSERVER_API_KEY", "HLSERVER_PARTNER_KEY"] {
            assert!(answer.err.contains(name), "{}", answer.err);
        }
    }
}

#[test]
fn a_partner_key_that_others_may_read_is_warned_about() {
    let directory = Directory::new("helplightning-key");
    let key = directory.file(
        "partner.pem",
        include_str!("../../helplightning/tests/data/partner_pkcs1.pem"),
    );
    let mut command = opentok(["helplightning", "users", "--json"]);
    // Nobody listens there.
    command.envs([
        ("HLSERVER_URL", "http://127.0.0.1:9/api"),
        ("HLSERVER_ENTERPRISE_ID", "54344"),
        ("HLSERVER_API_KEY", "hush"),
        ("HLSERVER_PARTNER_KEY", text(&key)),
    ]);
    let answer = run(&mut command);
    assert_eq!((answer.code, answer.error().0.as_str()), (3, "unreachable"));
    set_mode(&key, 0o644);
    let answer = run(&mut command);
    assert!(
        answer.err.contains("chmod 600") && !answer.err.contains("hush"),
        "{}",
        answer.err
    );
}

#[test]
fn an_address_in_use_is_refused() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut command = opentok(["helplightning", "serve", "--sandbox"]);
    let answer = run(command.env("HLSERVER_LISTEN", taken.local_addr().unwrap().to_string()));
    assert_eq!(answer.code, 1, "{answer:?}");
    assert!(answer.err.contains("cannot listen on 127.0.0.1:"), "{}", answer.err);
}

#[cfg(unix)]
#[test]
fn the_server_serves_until_it_is_told_to_end() {
    let mut server = Serving::start();
    let reply = get(server.port, "/auth?email=alice@example.com");
    assert!(
        reply.starts_with("HTTP/1.1 200 OK\r\n") && reply.contains(r#"{"token":""#),
        "{reply}"
    );
    signal::signal(server.child.id(), "TERM");
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
}

/// A server in front of the stand-in, on a port that it picks.
struct Serving {
    child: Child,
    port: u16,
}

impl Serving {
    fn start() -> Self {
        let mut command = opentok(["helplightning", "serve", "--sandbox"]);
        command
            .env("HLSERVER_LISTEN", "127.0.0.1:0")
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let line = lines
            .by_ref()
            .map(Result::unwrap)
            .find(|line| line.contains("listening"));
        let port = line.unwrap().rsplit_once(':').unwrap().1.parse().unwrap();
        // Somebody has to go on reading.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, port }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn get(port: u16, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    reply
}
