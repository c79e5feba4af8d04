//! How commands end, and what they say when they cannot do their work.

use self::support::{KEY, NOW, SECRET, SESSION, feed, mint, opentok, run, with_project};

mod support;

#[test]
fn a_true_token_is_0_and_a_false_one_1() {
    let token = mint(&mut with_project(["token", "mint", "--session", SESSION, "--at", NOW]));
    assert_eq!(run(&mut with_project(["token", "verify", &token, "--at", NOW])).code, 0);
    assert_eq!(
        run(&mut with_project(["token", "verify", &token, "--at", "1700086400"])).code,
        1
    );
    let leeway = ["token", "verify", &token, "--at", "1700086400", "--leeway", "60"];
    assert_eq!(run(&mut with_project(leeway)).code, 0);
    let mut other = with_project(["token", "verify", &token, "--at", NOW]);
    assert_eq!(run(other.env("OPENTOK_API_SECRET", "another")).code, 1);
}

#[test]
fn one_false_token_among_lines_is_1() {
    let token = mint(&mut with_project(["token", "mint", "--session", SESSION]));
    let good = format!("{token}\n{token}\r\n");
    assert_eq!(
        feed(&mut with_project(["token", "verify", "-"]), good.as_bytes()).code,
        0
    );
    let mixed = format!("{token}\nT1==\n{token}");
    let answer = feed(&mut with_project(["token", "verify", "-", "--json"]), mixed.as_bytes());
    let valid: Vec<_> = answer
        .json_lines()
        .iter()
        .map(|verdict| verdict["valid"].as_bool())
        .collect();
    assert_eq!((answer.code, valid), (1, vec![Some(true), Some(false), Some(true)]));
}

#[test]
fn nothing_at_all_is_not_taken_for_something_true() {
    // As when a script's variable is empty.
    assert_eq!(run(&mut with_project(["token", "verify"])).code, 2);
    assert_eq!(run(&mut with_project(["token", "verify", ""])).code, 1);
    for arguments in [
        ["token", "verify", "-"],
        ["token", "inspect", "-"],
        ["token", "doctor", "-"],
        ["session", "id", "-"],
    ] {
        let answer = run(with_project(arguments).arg("--json"));
        assert_eq!(
            (answer.code, answer.error().0.as_str()),
            (1, "no_input"),
            "{arguments:?}"
        );
    }
    assert_eq!(run(&mut opentok(["token", "verify", "--batch"])).code, 0);
}

#[test]
fn what_is_refused_is_1_with_the_reason() {
    let another = "1_MX40NjcyMDI3Mn5-MTU4ODY4Mzc3MDYyNn5jRmRCcjk2cy9Ndk1MOFBVQzlKYjZHUHF-fg";
    for (arguments, word) in [
        (vec!["token", "mint", "--session", another], "session_not_of_partner"),
        (vec!["token", "mint", "--session", "mysession"], "malformed"),
        (
            vec!["token", "mint", "--session", SESSION, "--expires-in", "31d"],
            "expire_too_far",
        ),
        (
            vec!["token", "mint", "--session", SESSION, "--expires-at", "5"],
            "expired",
        ),
        (
            vec!["token", "mint", "--session", SESSION, "--layout-class", "a b"],
            "bad_layout_class",
        ),
        (vec!["token", "inspect", "devtoken"], "bad_prefix"),
        (vec!["token", "inspect", "T1==!"], "bad_base64"),
    ] {
        let answer = run(with_project(["--json"]).args(&arguments));
        assert_eq!((answer.code, answer.error().0.as_str()), (1, word), "{arguments:?}");
        assert_eq!(answer.out, "", "{arguments:?}");
    }
}

#[test]
fn wrong_usage_is_2_in_one_line() {
    for arguments in [
        vec!["token"],
        vec!["token", "mint"],
        vec!["token", "mint", "--session", SESSION, "--role", "host"],
        vec!["token", "mint", "--session", SESSION, "--count", "0"],
        vec!["token", "mint", "--session", SESSION, "--count", "1000001"],
        vec!["token", "mint", "--session", SESSION, "--count", "2", "--nonce", "1"],
        vec![
            "token",
            "mint",
            "--session",
            SESSION,
            "--expires-in",
            "1h",
            "--expires-at",
            "5",
        ],
        vec![
            "token",
            "mint",
            "--session",
            SESSION,
            "--format",
            "jwt",
            "--profile",
            "node",
        ],
        vec!["token", "verify", "--batch", "T1=="],
        vec!["token", "verify", "--at", "yesterday", "T1=="],
        vec!["dance"],
    ] {
        let answer = run(with_project(["--json"]).args(&arguments));
        assert_eq!((answer.code, answer.error().0.as_str()), (2, "usage"), "{arguments:?}");
        let answer = run(with_project([]).args(&arguments));
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{arguments:?}");
        if arguments.len() > 1 {
            assert_eq!(answer.err.lines().count(), 1, "{answer:?}");
        }
    }
}

#[test]
fn bad_configuration_is_78_with_every_fault_at_once() {
    for arguments in [
        vec!["token", "mint", "--session", SESSION],
        vec!["token", "verify", "T1=="],
    ] {
        let answer = run(opentok(["--json"]).args(&arguments));
        assert_eq!(
            (answer.code, answer.error().0.as_str()),
            (78, "bad_configuration"),
            "{arguments:?}"
        );
    }
    let mut faulty = opentok(["token", "verify", "T1==", "--json"]);
    faulty
        .env("OPENTOK_API_KEY", "not a key")
        .env("OPENTOK_API_SECRET_FILE", "/nowhere/secret");
    let (_, message) = run(&mut faulty).error();
    assert!(
        message.contains("OPENTOK_API_KEY: API key has an illegal character"),
        "{message}"
    );
    assert!(message.contains("OPENTOK_API_SECRET_FILE: No such file"), "{message}");
    assert!(
        !message.contains("nowhere"),
        "a path may be a secret in the wrong place: {message}"
    );
}

#[test]
fn help_and_version_are_0() {
    for arguments in [
        vec!["--help"],
        vec!["--version"],
        vec!["token", "mint", "--help"],
        vec!["session", "id", "-h"],
    ] {
        let answer = run(opentok([]).args(&arguments));
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{arguments:?}");
        assert!(!answer.out.contains('\u{1b}'), "no colour where there is no terminal");
    }
    let answer = run(&mut opentok([]));
    assert_eq!((answer.code, answer.out.as_str()), (2, ""));
    assert!(answer.err.contains("quickstart"), "{}", answer.err);
}

#[test]
fn every_command_with_options_has_an_example() {
    for arguments in [
        vec!["--help"],
        vec!["quickstart", "--help"],
        vec!["token", "mint", "--help"],
        vec!["token", "inspect", "--help"],
        vec!["token", "verify", "--help"],
        vec!["token", "doctor", "--help"],
        vec!["session", "id", "--help"],
        vec!["manifest", "read", "--help"],
        vec!["manifest", "export", "--help"],
        vec!["manifest", "timeline", "--help"],
        vec!["archive", "unpack", "--help"],
        vec!["sandbox", "--help"],
        vec!["completions", "--help"],
        vec!["man", "--help"],
    ] {
        let answer = run(opentok([]).args(&arguments));
        assert!(answer.out.contains("Examples:\n  "), "{arguments:?}");
        for line in answer.out.lines() {
            assert!(line.chars().count() <= 110, "{arguments:?}: {line}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_ends_a_stream_quietly_and_changes_no_verdict() {
    use std::io::Read;
    use std::process::Stdio;

    let mut many = with_project(["token", "mint", "--session", SESSION, "--count", "1000000"]);
    let mut child = many.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut some = [0; 100];
    child.stdout.take().unwrap().read_exact(&mut some).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));

    let token = mint(&mut with_project(["token", "mint", "--session", SESSION]));
    for (token, code) in [(token.as_str(), 0), ("T1==", 1)] {
        let mut verify = with_project(["token", "verify", token]);
        let mut child = verify.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        assert_eq!(child.wait().unwrap().code(), Some(code));
    }
}

#[test]
fn credentials_of_the_environment_are_those_of_the_flags() {
    let directory = support::Directory::new("exit-codes");
    let secret = directory.file("secret", SECRET);
    let flags = [
        "token",
        "mint",
        "--session",
        SESSION,
        "--at",
        NOW,
        "--nonce",
        "1",
        "--api-key",
        KEY,
    ];
    let by_flags = mint(opentok(flags).args(["--api-secret-file", support::text(&secret)]));
    let by_environment = mint(&mut with_project([
        "token",
        "mint",
        "--session",
        SESSION,
        "--at",
        NOW,
        "--nonce",
        "1",
    ]));
    assert_eq!(by_flags, by_environment);
}
