//! `token doctor`: what is wrong with a token, and how to mend it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use self::support::{Directory, KEY, NOW, SECRET, SESSION, feed, mint, opentok, run, text, with_project};

mod support;

fn token() -> String {
    mint(&mut with_project(["token", "mint", "--session", SESSION, "--at", NOW]))
}

fn codes(answer: &support::Answer) -> Vec<String> {
    let report = answer.json();
    let findings = report["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|finding| finding["code"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_sound_token_is_healthy_with_and_without_credentials() {
    let token = token();
    for mut command in [opentok([]), with_project([])] {
        let answer = run(command.args(["token", "doctor", "--at", NOW, &token]));
        assert_eq!(
            (answer.code, answer.out.as_str()),
            (0, "healthy: nothing was found wrong\n"),
            "{answer:?}"
        );
        let report = run(command.arg("--json")).json();
        assert_eq!(report, serde_json::json!({"healthy": true, "findings": []}));
    }
}

#[test]
fn findings_have_a_sentence_and_a_remedy() {
    let answer = run(&mut with_project([
        "token",
        "doctor",
        "--json",
        "--at",
        "1700100000",
        &token(),
    ]));
    assert_eq!((answer.code, codes(&answer)), (1, vec!["expired".to_owned()]));
    let finding = &answer.json()["findings"][0];
    assert_eq!(finding["severity"], "error");
    for part in ["sentence", "remedy"] {
        assert!(finding[part].as_str().unwrap().ends_with('.'), "{finding}");
    }
    let answer = run(&mut with_project(["token", "doctor", "--at", "1700100000", &token()]));
    let lines: Vec<_> = answer.out.lines().collect();
    assert!(
        lines.len() == 2 && lines[0].starts_with("error    ") && lines[1].starts_with("remedy   "),
        "{answer:?}"
    );
}

#[test]
fn another_secret_that_fits_is_told_from_none_that_does() {
    let directory = Directory::new("doctor");
    let right = directory.file("right", SECRET);
    let wrong = directory.file("wrong", "another one");
    let token = token();
    let examine = |others: &[&str]| {
        let mut command = opentok(["token", "doctor", "--json", "--at", NOW, &token, "--api-key", KEY]);
        command.args(["--api-secret-file", text(&wrong)]);
        run(command.args(others.iter().flat_map(|other| ["--other-secret-file", other])))
    };
    let (alone, helped) = (examine(&[]), examine(&[text(&wrong), text(&right)]));
    assert_eq!((alone.code, helped.code), (1, 1));
    assert_ne!(codes(&alone), codes(&helped));

    let mut by_variable = opentok(["token", "doctor", "--json", "--at", NOW, &token]);
    by_variable
        .env("OPENTOK_API_KEY", KEY)
        .env("OPENTOK_API_SECRET", "another one");
    by_variable.env(
        "OPENTOK_OTHER_SECRET_FILES",
        std::env::join_paths([&wrong, &right]).unwrap(),
    );
    assert_eq!(codes(&run(&mut by_variable)), codes(&helped));
}

#[test]
fn a_client_token_is_not_for_rest() {
    let token = mint(&mut with_project([
        "token",
        "mint",
        "--session",
        SESSION,
        "--format",
        "jwt",
        "--at",
        NOW,
    ]));
    let examine = |purpose| {
        run(&mut with_project([
            "token", "doctor", "--at", NOW, &token, "--use", purpose,
        ]))
    };
    assert_eq!((examine("client").code, examine("rest").code), (0, 1));
}

#[test]
fn each_line_gets_its_report() {
    let lines = format!("{}\nT1==\n", token());
    let answer = feed(
        &mut with_project(["token", "doctor", "--json", "--at", NOW, "-"]),
        lines.as_bytes(),
    );
    let healthy: Vec<_> = answer
        .json_lines()
        .iter()
        .map(|report| report["healthy"].as_bool())
        .collect();
    assert_eq!((answer.code, healthy), (1, vec![Some(true), Some(false)]));
}

#[test]
fn a_key_without_a_secret_is_said_and_does_not_stop_the_doctor() {
    let answer = run(&mut opentok([
        "token",
        "doctor",
        "--json",
        "--at",
        NOW,
        &token(),
        "--api-key",
        KEY,
    ]));
    assert_eq!((answer.code, answer.json()["healthy"].as_bool()), (0, Some(true)));
    assert!(answer.err.contains(r#""warning":"no_key""#), "{}", answer.err);
}
