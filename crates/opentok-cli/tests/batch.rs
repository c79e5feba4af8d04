//! Batches: one line out for each line in, whatever the lines are.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use serde_json::{Value, json};

use self::support::{KEY, NOW, SECRET, SESSION, feed, mint, opentok, with_project};

mod support;

fn verify(lines: &[String]) -> (i32, Vec<Value>) {
    let answer = feed(
        &mut opentok(["token", "verify", "--batch"]),
        lines.join("\n").as_bytes(),
    );
    assert_eq!(answer.err, "");
    (answer.code, answer.json_lines())
}

fn token() -> String {
    mint(&mut with_project(["token", "mint", "--session", SESSION, "--at", NOW]))
}

#[test]
fn unusable_lines_are_answered_in_place_and_make_the_exit_code_1() {
    let token = token();
    let good = json!({"token": token, "key": KEY, "secret": SECRET, "at": 1_700_000_000, "note": "ignored"});
    let lines = [
        good.to_string(),
        "not json".to_owned(),
        String::new(),
        json!({"token": token, "key": KEY}).to_string(),
        json!({"token": token, "key": "no key", "secret": SECRET}).to_string(),
        json!({"token": token, "secret": SECRET}).to_string(),
        json!({"token": token, "key": KEY, "secret": SECRET, "public_key": "pem"}).to_string(),
        json!({"token": token, "key": KEY, "public_key": "pem"}).to_string(),
        json!({"token": token, "key": KEY, "secret": SECRET, "use": "dance"}).to_string(),
        json!({"token": token, "key": KEY, "secret": SECRET, "use": "help_lightning"}).to_string(),
        json!({"token": token, "key": KEY, "secret": SECRET, "at": "today"}).to_string(),
        json!({"key": KEY, "secret": SECRET}).to_string(),
        good.to_string(),
    ];
    let (code, answers) = verify(&lines);
    assert_eq!((code, answers.len()), (1, lines.len()));
    let words: Vec<_> = answers
        .iter()
        .map(|answer| answer["error"].as_str().unwrap_or("judged"))
        .collect();
    assert_eq!(
        words,
        [
            "judged",
            "not_json",
            "not_json",
            "mismatch",
            "bad_key",
            "mismatch",
            "mismatch",
            "bad_key",
            "bad_member",
            "mismatch",
            "bad_member",
            "bad_member",
            "judged"
        ]
    );
    assert_eq!(
        (&answers[0]["valid"], &answers[12]["valid"]),
        (&json!(true), &json!(true))
    );
}

#[test]
fn false_tokens_leave_the_exit_code_0() {
    let question = |token: &str, leeway: u64| {
        json!({"token": token, "key": KEY, "secret": SECRET, "at": 1_700_086_400, "leeway": leeway}).to_string()
    };
    let token = token();
    let (code, answers) = verify(&[question(&token, 0), question(&token, 60), question("devtoken", 0)]);
    let valid: Vec<_> = answers.iter().map(|answer| answer["valid"].as_bool()).collect();
    assert_eq!((code, valid), (0, vec![Some(false), Some(true), Some(false)]));
}

#[test]
fn a_secret_of_one_line_never_judges_another() {
    let token = token();
    let line = |key: &str, secret: &str| {
        json!({"token": token, "key": key, "secret": secret, "at": 1_700_000_000}).to_string()
    };
    let (_, answers) = verify(&[
        line(KEY, SECRET),
        line(KEY, "other"),
        line("999", SECRET),
        line(KEY, SECRET),
    ]);
    let valid: Vec<_> = answers.iter().map(|answer| answer["valid"].as_bool()).collect();
    assert_eq!(valid, [Some(true), Some(false), Some(false), Some(true)]);
}

#[test]
fn more_keys_than_are_remembered_are_judged_all_the_same() {
    let token = token();
    let line = |number: usize| {
        let secret = if number.is_multiple_of(500) {
            SECRET.to_owned()
        } else {
            format!("secret {number}")
        };
        json!({"token": token, "key": KEY, "secret": secret, "at": 1_700_000_000}).to_string()
    };
    let (code, answers) = verify(&(0..3_000).map(line).collect::<Vec<_>>());
    let valid: Vec<_> = (0..)
        .zip(&answers)
        .filter(|(_, answer)| answer["valid"] == true)
        .map(|(at, _)| at)
        .collect();
    assert_eq!((code, valid), (0, vec![0, 500, 1_000, 1_500, 2_000, 2_500]));
}

#[test]
fn a_line_over_the_limit_is_skipped_and_the_next_one_judged() {
    let long = json!({"token": "x".repeat(17 * 1024 * 1024), "key": KEY, "secret": SECRET}).to_string();
    let good = json!({"token": token(), "key": KEY, "secret": SECRET, "at": 1_700_000_000}).to_string();
    let (code, answers) = verify(&[long, good]);
    assert_eq!(
        (code, &answers[0]["error"], &answers[1]["valid"]),
        (1, &json!("line_too_long"), &json!(true))
    );
}

#[test]
fn session_ids_are_answered_in_place() {
    let lines = [
        json!({"id": SESSION, "key": KEY}).to_string(),
        json!({"id": SESSION}).to_string(),
        json!({"id": SESSION, "key": "999"}).to_string(),
        json!({"id": "mysession", "key": KEY}).to_string(),
        json!({"id": SESSION, "key": "no key"}).to_string(),
        json!({"key": KEY}).to_string(),
    ];
    let answer = feed(&mut opentok(["session", "id", "--batch"]), lines.join("\n").as_bytes());
    let answers = answer.json_lines();
    assert_eq!((answer.code, answers.len()), (1, lines.len()));
    assert_eq!(
        (&answers[0]["valid"], &answers[0]["partner_id"]),
        (&json!(true), &json!(KEY))
    );
    assert_eq!(
        (&answers[0]["create_time"], &answers[0]["created"]),
        (&json!("1481676632"), &json!(1_481_676_632))
    );
    assert_eq!(answers[1]["valid"], true);
    assert_eq!(
        (&answers[2]["valid"], &answers[2]["reason"]),
        (&json!(false), &json!("partner_mismatch"))
    );
    assert_eq!(
        (&answers[3]["valid"], &answers[3]["reason"]),
        (&json!(false), &json!("malformed"))
    );
    assert_eq!(
        (&answers[4]["error"], &answers[5]["error"]),
        (&json!("bad_key"), &json!("bad_member"))
    );
}

#[test]
fn an_answer_comes_before_the_next_question_is_asked() {
    use std::io::{BufRead, BufReader, Write};
    use std::process::Stdio;

    let mut command = opentok(["session", "id", "--batch"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..3 {
        writeln!(stdin, "{}", json!({"id": SESSION})).unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert!(line.starts_with(r#"{"valid":true"#), "{line}");
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
