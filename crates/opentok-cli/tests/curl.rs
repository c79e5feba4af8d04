//! What `--curl` prints does what the command does.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;
use std::process::{Command, Stdio};

use self::support::service::{Asked, Service, Told};
use self::support::{Directory, KEY, SECRET, SESSION, measured, run, text, with_project};

mod support;

/// Runs a line in a shell that finds this `opentok`, with the project's credentials.
fn shell(line: &str) -> Option<std::process::Output> {
    let is_there = |name| {
        Command::new(name)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok()
    };
    if !is_there("curl") {
        return None;
    }
    let folder = Path::new(env!("CARGO_BIN_EXE_opentok")).parent().unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("sh");
    command
        .args(["-c", line])
        .env_clear()
        .envs(measured())
        .env("PATH", path)
        .env("OPENTOK_API_KEY", KEY);
    Some(
        command
            .env("OPENTOK_API_SECRET", SECRET)
            .env("OPENTOK_RTMP_NAME", "ch/ann'el")
            .output()
            .unwrap(),
    )
}

/// Method, path, body and type of what arrived.
type Essence = (String, String, String, Option<String>);

fn essence(asked: &Asked) -> Essence {
    let kind = asked.header("content-type").map(str::to_owned);
    (asked.method.clone(), asked.path.clone(), asked.body.clone(), kind)
}

/// Sends the call itself, then what `--curl` prints for it, and compares what arrived.
#[track_caller]
fn assert_same(arguments: &[&str], sameness: fn(&Asked) -> Essence) {
    let service = Service::saying(Told::json(r#"{"id":"a","status":"started","session_id":"1_MX4x"}"#));
    let command = |more: &[&str]| {
        let mut command = with_project([]);
        command.args(arguments).args(more).env("OPENTOK_API_URL", service.url());
        run(command.env("OPENTOK_RTMP_NAME", "ch/ann'el"))
    };
    let line = command(&["--curl"]);
    assert_eq!(line.code, 0, "{line:?}");
    assert!(
        !line.out.contains(SECRET) && !line.out.contains("ann'el") && service.asked().is_empty(),
        "{line:?}"
    );
    let Some(output) = shell(&line.out) else {
        return;
    };
    assert!(output.status.success(), "{line:?} {output:?}");
    let by_curl = service.only();
    command(&[]);
    let asked = service.asked();
    assert_eq!(sameness(&by_curl), sameness(&asked[1]), "{}", line.out);
    let token = by_curl.header("x-opentok-auth").unwrap();
    let proof = run(&mut with_project(["token", "verify", "--use", "rest", token]));
    assert_eq!(proof.code, 0, "{proof:?}");
}

#[test]
fn a_request_without_a_body_is_the_same() {
    assert_same(&["archive", "list", "--session", SESSION, "--offset", "3"], essence);
    assert_same(&["archive", "stop", "id of it's own/$HOME"], essence);
    assert_same(&["archive", "delete", "a"], essence);
}

#[test]
fn a_request_with_a_body_is_the_same() {
    let name = "it's \"$HOME\" `id` \\ é";
    assert_same(
        &["archive", "start", SESSION, "--name", name, "--layout", "pip"],
        essence,
    );
    assert_same(
        &["session", "create", "--archive-always", "--archive-name", name],
        essence,
    );
    assert_same(&["signal", "send", SESSION, name], essence);
}

#[test]
fn a_secret_in_the_body_is_put_in_by_the_shell() {
    assert_same(
        &["broadcast", "start", SESSION, "--rtmp", "rtmp://live.example.net/app"],
        essence,
    );
    let directory = Directory::new("curl secrets");
    let file = directory.file("it's", "key-to-the-channel\n");
    let server = "a=rtmp://live.example.net/app";
    assert_same(
        &[
            "broadcast",
            "start",
            SESSION,
            "--rtmp",
            server,
            "--rtmp-name-file",
            text(&file),
        ],
        essence,
    );
}

#[test]
fn a_token_in_the_body_is_minted_by_the_shell() {
    fn without_token(asked: &Asked) -> Essence {
        let mut body: serde_json::Value = serde_json::from_str(&asked.body).unwrap();
        let token = body["token"].take();
        let proof = run(&mut with_project(["token", "verify", token.as_str().unwrap()]));
        assert_eq!(proof.code, 0, "{proof:?}");
        let (method, path, _, kind) = essence(asked);
        (method, path, body.to_string(), kind)
    }
    assert_same(&["captions", "start", SESSION, "--language", "en-GB"], without_token);
}

#[test]
fn the_flags_that_find_the_credentials_are_in_the_line() {
    let directory = Directory::new("curl flags");
    let secret = directory.file("s", SECRET);
    let arguments = [
        "archive",
        "list",
        "--curl",
        "--api-key",
        KEY,
        "--api-secret-file",
        text(&secret),
    ];
    let line = run(&mut support::opentok(arguments)).out;
    let expected = format!(
        "$(opentok token rest --api-key {KEY} --api-secret-file '{}')",
        text(&secret)
    );
    assert!(line.contains(&expected), "{line}");
}

#[test]
fn the_secret_that_old_calls_send_is_read_by_the_shell() {
    let directory = Directory::new("curl legacy");
    let secret = directory.file("it's", SECRET);
    let service = Service::saying(Told::json("{}"));
    for more in [vec![], vec!["--api-secret-file", text(&secret)]] {
        let mut command = with_project(["legacy", "delete", "a", "--curl"]);
        let line = run(command.args(more).env("OPENTOK_API_URL", service.url())).out;
        assert!(!line.is_empty() && !line.contains(SECRET), "{line}");
        let Some(output) = shell(&line) else {
            return;
        };
        assert!(output.status.success(), "{line} {output:?}");
        let asked = service.asked();
        let asked = asked.last().unwrap();
        assert_eq!(
            asked.header("x-tb-partner-auth"),
            Some(format!("{KEY}:{SECRET}").as_str()),
            "{line}"
        );
        assert_eq!(asked.path, "/hl/archive/delete/a");
    }
}
