//! Where keys and secrets are looked for.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::process::Command;

use self::support::{Answer, Directory, KEY, NOW, SECRET, SESSION, opentok, run, set_mode, text};

mod support;

/// Mints with whatever credentials the command finds; tells whether they were those of the project.
fn works(command: &mut Command) -> bool {
    let answer = run(command);
    match answer.code {
        0 => answer.out == expected(),
        _ => false,
    }
}

fn expected() -> String {
    let mut command = mint();
    run(command.env("OPENTOK_API_KEY", KEY).env("OPENTOK_API_SECRET", SECRET)).out
}

fn mint() -> Command {
    opentok([
        "token",
        "mint",
        "--session",
        SESSION,
        "--at",
        NOW,
        "--nonce",
        "1",
        "--json",
    ])
}

#[test]
fn a_secret_file_loses_one_line_break_and_nothing_else() {
    let directory = Directory::new("line-break");
    for (content, is_secret) in [
        (SECRET.to_owned(), true),
        (format!("{SECRET}\n"), true),
        (format!("{SECRET}\r\n"), true),
        (format!("{SECRET}\n\n"), false),
        (format!("{SECRET} \n"), false),
        (format!(" {SECRET}"), false),
    ] {
        let file = directory.file("secret", &content);
        let mut command = mint();
        command
            .env("OPENTOK_API_KEY", KEY)
            .env("OPENTOK_API_SECRET_FILE", &file);
        assert_eq!(works(&mut command), is_secret, "{content:?}");
    }
    let file = directory.file("secret", "\n");
    let answer = run(mint().env("OPENTOK_API_KEY", KEY).env("OPENTOK_API_SECRET_FILE", file));
    assert_eq!((answer.code, answer.error().1.contains("is empty")), (78, true));
}

#[cfg(unix)]
#[test]
fn a_secret_file_that_everyone_can_read_is_warned_about() {
    let directory = Directory::new("world-readable");
    let file = directory.file("secret", SECRET);
    let mint = || {
        let mut command = mint();
        run(command.args(["--api-key", KEY, "--api-secret-file", text(&file)]))
    };
    assert_eq!(mint().err, "");
    set_mode(&file, 0o644);
    let answer: Answer = mint();
    let warning: serde_json::Value = serde_json::from_str(&answer.err).unwrap();
    assert_eq!((answer.code, &warning["warning"]), (0, &"world_readable".into()));
}

#[test]
fn flags_come_before_the_environment_and_the_environment_before_the_profile() {
    let directory = Directory::new("order");
    let secret = directory.file("secret", SECRET);
    let profiles = format!(r#"{{"default":{{"api_key":"{KEY}","api_secret_file":"secret"}}}}"#);
    let profiles = directory.file("profiles.json", &profiles);

    let mut by_profile = mint();
    assert!(works(by_profile.arg("--profile-file").arg(&profiles)));
    let mut by_environment = mint();
    by_environment.arg("--profile-file").arg(&profiles);
    by_environment
        .env("OPENTOK_API_KEY", "999")
        .env("OPENTOK_API_SECRET", "other");
    assert_eq!(run(&mut by_environment).error().0, "session_not_of_partner");
    let mut by_flags = mint();
    by_flags
        .env("OPENTOK_API_KEY", "999")
        .env("OPENTOK_API_SECRET", "other");
    assert!(works(by_flags.args([
        "--api-key",
        KEY,
        "--api-secret-file",
        text(&secret)
    ])));
}

#[test]
fn a_named_profile_comes_before_the_environment() {
    let directory = Directory::new("named");
    directory.file(
        "profiles.json",
        &format!(r#"{{"one":{{"api_key":"{KEY}","api_secret":"{SECRET}"}}}}"#),
    );
    std::fs::create_dir(directory.path().join("opentok")).unwrap();
    let (from, to) = (
        directory.path().join("profiles.json"),
        directory.path().join("opentok/profiles.json"),
    );
    std::fs::rename(from, to).unwrap();
    let with = |name: &str| {
        let mut command = mint();
        command
            .args(["--credentials", name])
            .env("XDG_CONFIG_HOME", directory.path());
        command.env("OPENTOK_API_KEY", "999").env("OPENTOK_API_SECRET", "other");
        command
    };
    assert!(works(&mut with("one")));
    let answer = run(&mut with("two"));
    assert_eq!((answer.code, answer.error().1.contains("no entry")), (78, true));
}

#[test]
fn a_secret_never_joins_another_key() {
    let mut command = mint();
    command
        .env("OPENTOK_API_KEY", "999")
        .env("OPENTOK_API_SECRET", SECRET)
        .args(["--api-key", KEY]);
    let answer = run(&mut command);
    assert_eq!(
        (answer.code, answer.error().1.contains("no secret for --api-key")),
        (78, true)
    );
}

#[test]
fn a_broken_profile_file_is_told_by_place_alone() {
    let directory = Directory::new("broken");
    for content in [
        format!(r#"{{"default":{{"api_secret":{SECRET}}}}}"#),
        format!(r#"{{"default":{{"{SECRET}":1}}}}"#),
        format!(r#"{{"default":"{SECRET}"}}"#),
    ] {
        let file = directory.file("profiles.json", &content);
        let answer = run(mint().arg("--profile-file").arg(&file));
        assert_eq!(answer.code, 78, "{content}");
        let (_, message) = answer.error();
        assert!(
            message.contains("line 1, column") && !message.contains(SECRET),
            "{message}"
        );
    }
}

#[test]
fn a_key_in_place_of_its_path_is_not_repeated() {
    let mut command = mint();
    command.env("VONAGE_APPLICATION_ID", "316039c3-a464-455f-85e1-4de116eb78f6");
    command.env(
        "VONAGE_PRIVATE_KEY",
        "-----BEGIN PRIVATE KEY-----\nMIIhunter2\n-----END PRIVATE KEY-----",
    );
    let answer = run(&mut command);
    let (_, message) = answer.error();
    assert_eq!(answer.code, 78);
    assert!(
        message.contains("VONAGE_PRIVATE_KEY holds a key") && !message.contains("hunter2"),
        "{message}"
    );
}
