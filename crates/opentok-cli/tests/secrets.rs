//! No command says a secret that it was given, least of all when it fails.

use std::process::Command;

use serde_json::json;

use self::support::{Answer, Directory, KEY, NOW, SESSION, feed, mint, opentok, run, text, with_project};

mod support;

/// A secret that nothing else looks like.
const HIDDEN: &str = "hunter2-5ecre7-0123456789abcdef01234567";

#[track_caller]
fn assert_hidden(answer: &Answer, arguments: &[&str]) {
    assert!(
        !answer.out.contains(HIDDEN) && !answer.err.contains(HIDDEN),
        "{arguments:?}: {answer:?}"
    );
}

#[test]
fn commands_that_fail_keep_the_secret_to_themselves() {
    let directory = Directory::new("secrets");
    let as_file = directory.file("secret", HIDDEN);
    let key = directory.file(
        "key",
        &format!("-----BEGIN PRIVATE KEY-----\n{HIDDEN}\n-----END PRIVATE KEY-----\n"),
    );
    let application = "316039c3-a464-455f-85e1-4de116eb78f6";
    let foreign = mint(&mut with_project(["token", "mint", "--session", SESSION, "--at", NOW]));
    let cases: &[&[&str]] = &[
        &["token", "verify", "T1=="],
        &["token", "verify", &foreign, "--at", NOW],
        &["token", "verify", "a.b.c"],
        &["token", "verify", "T1==", "--use", "help_lightning"],
        &["token", "mint", "--session", "mysession"],
        &["token", "mint", "--session", SESSION, "--expires-in", "31d"],
        &["token", "mint", "--session", SESSION, "--api-key", "999"],
        &["token", "mint", "--session", SESSION, "--api-key", "not a key"],
        &["token", "mint", "--session", SESSION, "--api-secret-file", HIDDEN],
        &["token", "mint", "--session", SESSION, "--api-secret", HIDDEN],
        &["token", "mint", "--session", SESSION, &format!("--api-secret={HIDDEN}")],
        &["token", "mint", "--session", SESSION, HIDDEN],
        &["token", "mint", "--session", SESSION, "--profile-file", HIDDEN],
        &["token", "mint", "--session", SESSION, "--profile-file", text(&as_file)],
        &["token", "mint", "--session", SESSION, "--credentials", HIDDEN],
        &[
            "token",
            "mint",
            "--session",
            SESSION,
            "--application-id",
            application,
            "--private-key",
            text(&key),
        ],
        &[
            "token",
            "mint",
            "--session",
            SESSION,
            "--application-id",
            application,
            "--private-key",
            HIDDEN,
        ],
        &[
            "token",
            "verify",
            "a.b.c",
            "--application-id",
            application,
            "--public-key",
            text(&key),
        ],
        &["token", "doctor", "T1=="],
        &["token", "doctor", &foreign, "--other-secret-file", text(&as_file)],
        &["token", "doctor", &foreign, "--other-secret-file", HIDDEN],
        &["session", "id", "mysession"],
    ];
    for arguments in cases {
        for form in [&["--json"][..], &[]] {
            let with = |name: &str, value: &str| {
                let mut command: Command = opentok([]);
                command
                    .args(*arguments)
                    .args(form)
                    .env("OPENTOK_API_KEY", KEY)
                    .env(name, value);
                let answer = run(&mut command);
                assert_ne!(answer.code, 0, "{arguments:?}: {answer:?}");
                assert_ne!(answer.code, 101, "{arguments:?}: {answer:?}");
                assert_hidden(&answer, arguments);
            };
            with("OPENTOK_API_SECRET", HIDDEN);
            with("OPENTOK_API_SECRET_FILE", text(&as_file));
            with("OPENTOK_API_SECRET_FILE", HIDDEN);
        }
    }
}

#[test]
fn a_batch_keeps_the_secrets_of_its_lines_to_itself() {
    let lines = [
        json!({"token": "T1==", "key": KEY, "secret": HIDDEN}).to_string(),
        json!({"token": "T1==", "key": HIDDEN, "public_key": HIDDEN}).to_string(),
        json!({"token": "T1==", "key": format!(" {HIDDEN}"), "secret": HIDDEN}).to_string(),
        json!({"token": "T1==", "key": KEY, "secret": HIDDEN, "public_key": HIDDEN}).to_string(),
        json!({"token": "T1==", "key": KEY, "secret": HIDDEN, "use": HIDDEN}).to_string(),
        json!({"token": "T1==", "key": KEY, "secret": HIDDEN, "at": HIDDEN}).to_string(),
        json!({HIDDEN: 1}).to_string(),
        HIDDEN.to_owned(),
        format!(r#"{{"token":"T1==","secret":"{HIDDEN}"#),
        format!(r#"{{"token":"T1==","secret":{HIDDEN}}}"#),
    ];
    let answer = feed(
        &mut opentok(["token", "verify", "--batch"]),
        lines.join("\n").as_bytes(),
    );
    assert_eq!((answer.code, answer.json_lines().len()), (1, lines.len()));
    assert_hidden(&answer, &["--batch"]);
}

#[test]
fn a_token_that_cannot_be_used_is_not_repeated() {
    let token = mint(&mut with_project(["token", "mint", "--session", SESSION]));
    for arguments in [
        vec!["token", "verify", &token],
        vec!["token", "verify", &token, &token],
        vec!["token", "inspect", &token, &token],
        vec!["token", &token],
        vec!["session", "id", &token],
    ] {
        let answer = run(opentok([]).args(&arguments));
        assert_ne!(answer.code, 0, "{arguments:?}");
        assert!(
            !answer.err.contains(&token) && !answer.out.contains(&token),
            "{answer:?}"
        );
    }
}
