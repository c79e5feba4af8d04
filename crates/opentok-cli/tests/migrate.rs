//! `migrate check`: what a move touches, by names alone, and true of both dialects of the emulator.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::process::Command;

use opentok_sandbox::Client;
use serde_json::Value;

use self::support::{Directory, KEY, SECRET, SESSION, opentok, run, text, with_project};

mod emulator;
mod support;

const APPLICATION: &str = "316039c3-a464-455f-85e1-4de116eb78f6";

/// The one finding of this code.
#[track_caller]
fn finding<'f>(findings: &'f [Value], code: &str) -> &'f Value {
    let found: Vec<_> = findings.iter().filter(|finding| finding["code"] == code).collect();
    assert_eq!(found.len(), 1, "{code}: {findings:?}");
    found[0]
}

fn check(command: &mut Command, arguments: &[&str]) -> support::Answer {
    run(command.args(["migrate", "check", "--json"]).args(arguments))
}

#[test]
fn without_credentials_names_in_braces_stand_for_them() {
    let answer = check(&mut opentok([]), &["--call", "dial"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let findings = answer.json_lines();
    let request = finding(&findings, "request");
    assert_eq!(request["now"], "POST https://api.opentok.com/v2/project/{api_key}/dial");
    assert_eq!(
        request["becomes"],
        "POST https://video.api.vonage.com/v2/project/{application_id}/dial"
    );
    assert_eq!(finding(&findings, "credentials")["weight"], "change");
}

#[test]
fn no_secret_is_needed_and_none_is_read() {
    let mut command = opentok([]);
    command
        .env("OPENTOK_API_KEY", KEY)
        .env("OPENTOK_API_SECRET_FILE", "/nowhere");
    command
        .env("VONAGE_APPLICATION_ID", APPLICATION)
        .env("VONAGE_PRIVATE_KEY", "/nowhere");
    let answer = check(&mut command, &[]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let credentials = finding(&answer.json_lines(), "credentials").clone();
    assert_eq!(credentials["weight"], "handled");
    assert!(credentials["becomes"].as_str().unwrap().ends_with(APPLICATION));

    let answer = check(&mut with_project([]), &[]);
    assert!(!answer.out.contains(SECRET), "{answer:?}");
}

#[test]
fn both_ways_say_the_same_turned_round() {
    let told = |to: &str| {
        let mut command = with_project([]);
        let answer = check(
            command.env("VONAGE_APPLICATION_ID", APPLICATION),
            &["--to", to, "--call", "list_archives"],
        );
        assert_eq!(answer.code, 0, "{answer:?}");
        answer.json_lines()
    };
    let (there, back) = (told("vonage"), told("opentok"));
    for code in [
        "request",
        "host",
        "project_path",
        "auth_header",
        "owner_field",
        "client_token",
    ] {
        let (there, back) = (finding(&there, code), finding(&back, code));
        assert_eq!(
            (&there["now"], &there["becomes"]),
            (&back["becomes"], &back["now"]),
            "{code}"
        );
    }
}

#[test]
fn what_blocks_the_move_is_exit_code_1() {
    let answer = check(&mut with_project([]), &["--call", "start_archive,query_insights"]);
    let findings = answer.json_lines();
    assert_eq!((answer.code, &findings[0]["code"]), (1, &"call_missing".into()));
    assert_eq!(findings[0]["subject"], "query_insights");

    // A session of somebody else.
    let mut command = opentok([]);
    let answer = check(command.env("OPENTOK_API_KEY", "999"), &[SESSION]);
    assert_eq!(
        (answer.code, &answer.json_lines()[0]["code"]),
        (1, &"session_foreign".into())
    );
    let answer = check(&mut with_project([]), &[SESSION]);
    assert_eq!(
        (answer.code, &finding(&answer.json_lines(), "session")["weight"]),
        (0, &"change".into())
    );
}

#[test]
fn unknown_calls_and_sessions_are_wrong_usage_and_bad_keys_bad_configuration() {
    for arguments in [
        ["--call", "start_archives"],
        ["--webhooks", "maybe"],
        ["--to", "tokbox"],
    ] {
        assert_eq!(check(&mut opentok([]), &arguments).code, 2, "{arguments:?}");
    }
    assert_eq!(check(&mut opentok([]), &["no session"]).code, 2);
    let answer = check(
        opentok([])
            .env("OPENTOK_API_KEY", "a b")
            .env("VONAGE_VIDEO_URL", "nowhere"),
        &[],
    );
    let (word, message) = answer.error();
    assert_eq!((answer.code, word.as_str()), (78, "bad_configuration"));
    assert!(
        message.contains("OPENTOK_API_KEY") && message.contains("VONAGE_VIDEO_URL"),
        "{message}"
    );
}

#[test]
fn people_see_the_gravest_first_and_a_count_last() {
    let answer = run(with_project(["migrate", "check", "--call", "get_project,dial"]).arg("--webhooks=none"));
    assert_eq!(answer.code, 1, "{answer:?}");
    assert!(
        answer
            .out
            .starts_with("blocked  call_missing: get_project\n  now      GET https://"),
        "{}",
        answer.out
    );
    let last = answer.out.lines().last().unwrap();
    assert!(
        last.starts_with("1 blocked, 2 change, 1 review, ") && last.ends_with(" handled"),
        "{last}"
    );
}

#[test]
fn what_is_told_is_what_both_dialects_of_the_emulator_see() {
    let (sandbox, url) = emulator::serve();
    let known = sandbox.credentials();
    let directory = Directory::new("migrate");
    let key = directory.file("private.key", &known.private_key);
    let command = |arguments: &[&str]| {
        let mut command = opentok([]);
        command
            .env("OPENTOK_API_KEY", &known.api_key)
            .env("OPENTOK_API_SECRET", &known.api_secret);
        command
            .env("VONAGE_APPLICATION_ID", &known.application_id)
            .env("VONAGE_PRIVATE_KEY", text(&key));
        command.env("OPENTOK_API_URL", &url).env("VONAGE_VIDEO_URL", &url);
        run(command.args(arguments).arg("--json"))
    };
    let findings = command(&["migrate", "check", "--call", "start_archive"]).json_lines();
    let owner = finding(&findings, "owner_field");
    for (dialect, end) in [("opentok", "now"), ("vonage", "becomes")] {
        let session = command(&["session", "create", "--dialect", dialect]).json();
        let session = session["session_id"].as_str().unwrap().to_owned();
        sandbox.connect(&session, Client::with_data("")).unwrap();
        let archive = command(&["archive", "start", &session, "--dialect", dialect]).json();

        let log = sandbox.log_after(None);
        let mut entries = log.as_array().unwrap().iter();
        let last = entries.rfind(|entry| entry["kind"] == "request").unwrap();
        let (method, path) = (last["method"].as_str().unwrap(), last["path"].as_str().unwrap());
        assert_eq!(finding(&findings, "request")[end], format!("{method} {url}{path}"));
        let field = owner[end].as_str().unwrap().split(',').next().unwrap();
        let mine = if dialect == "opentok" {
            &known.api_key
        } else {
            &known.application_id
        };
        assert_eq!(archive[field], **mine, "{archive}");
    }
}
