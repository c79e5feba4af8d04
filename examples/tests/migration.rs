//! One program, both environments: it prints the same in either.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::net::TcpListener;
use std::thread;

use opentok_sandbox::{Clock, Credentials, Options, Sandbox};
use support::{Answer, program, run};

/// A sandbox on a free port, for as long as the test runs.
fn sandbox() -> (Credentials, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let sandbox = Sandbox::new(Options::new().clock(Clock::system()).public_url(&url));
    let known = sandbox.credentials();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            sandbox
                .serve(tokio::net::TcpListener::from_std(listener).unwrap())
                .await
        })
    });
    (known, url)
}

fn in_opentok(known: &Credentials, url: &str) -> Answer {
    let mut program = program!("migration");
    program
        .env("OPENTOK_API_KEY", &known.api_key)
        .env("OPENTOK_API_SECRET", &known.api_secret);
    run(program.env("OPENTOK_API_URL", url))
}

fn in_the_unified_environment(known: &Credentials, url: &str) -> Answer {
    let mut program = program!("migration");
    program
        .env("VONAGE_APPLICATION_ID", &known.application_id)
        .env("VONAGE_PRIVATE_KEY", &known.private_key);
    run(program.env("VONAGE_VIDEO_URL", url))
}

const STORY: &str = "\
a session, mine: true
Ann joined as moderator
Bob joined as publisher
2 connected, mine: true
archive started, mine: true
twice is refused: true
stop: stopped
listed: weekly call, available, with an address: true
deleted, 2 connected still
";

#[test]
fn the_story_is_the_same_in_both_environments() {
    let (known, url) = sandbox();
    let (opentok, unified) = (in_opentok(&known, &url), in_the_unified_environment(&known, &url));
    assert_eq!(
        (opentok.out.as_str(), opentok.is_success),
        (STORY, true),
        "{}",
        opentok.err
    );
    assert_eq!(
        (unified.out.as_str(), unified.is_success),
        (STORY, true),
        "{}",
        unified.err
    );
    // They were two environments indeed.
    assert!(
        opentok.err.contains(&format!("OpenTok project {}", known.api_key)),
        "{}",
        opentok.err
    );
    assert!(
        unified
            .err
            .contains(&format!("Vonage application {}", known.application_id)),
        "{}",
        unified.err
    );
}

#[test]
fn a_private_key_may_be_the_path_of_a_file() {
    let (mut known, url) = sandbox();
    let file = std::env::temp_dir().join(format!("opentok-examples-{}.pem", std::process::id()));
    std::fs::write(&file, &known.private_key).unwrap();
    known.private_key = file.to_str().unwrap().to_owned();
    let answer = in_the_unified_environment(&known, &url);
    std::fs::remove_file(&file).unwrap();
    assert_eq!(answer.out, STORY, "{}", answer.err);
}

#[test]
fn without_credentials_it_plays_in_a_sandbox_of_its_own() {
    assert_eq!(run(&mut program!("migration")).out, STORY);
}
