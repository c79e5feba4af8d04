//! Runs every program, without any credentials, and looks at what it prints and how it ends.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use support::{Answer, KEY, SECRET, SESSION, program, run};

/// The lines of standard output of a program that ends well.
#[track_caller]
fn lines(answer: &Answer) -> Vec<&str> {
    assert!(answer.is_success, "{answer:?}");
    answer.out.lines().collect()
}

#[test]
fn every_program_is_in_the_readme_and_run_by_a_test() {
    let readme = include_str!("../README.md");
    let tests = [
        include_str!("programs.rs"),
        include_str!("servers.rs"),
        include_str!("migration.rs"),
    ]
    .concat();
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/bin")).unwrap();
    let mut count = 0;
    for entry in folder {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(readme.contains(&format!("| `{name}`")), "{name} is not in the README");
        assert!(tests.contains(&format!("program!(\"{name}\")")), "no test runs {name}");
        count += 1;
    }
    assert_eq!(count, readme.matches("\n| `").count());
}

#[test]
fn blocking_makes_a_session_and_a_token_and_lists_no_archives() {
    let answer = run(&mut program!("blocking"));
    let lines = lines(&answer);
    assert!(
        lines[0].starts_with("session 1_") || lines[0].starts_with("session 2_"),
        "{answer:?}"
    );
    assert!(lines[1].starts_with("token T1=="), "{answer:?}");
    assert_eq!(lines[2..], ["0 archives"]);
}

#[test]
fn half_of_the_credentials_is_an_error_and_no_sandbox() {
    let mut program = program!("blocking");
    let answer = run(program.env("OPENTOK_API_KEY", KEY));
    assert!(
        !answer.is_success && answer.err.contains("missing: \"OPENTOK_API_SECRET\""),
        "{answer:?}"
    );
    assert!(!answer.err.contains("sandbox"));
}

#[test]
fn webhook_receiver_prints_two_callbacks() {
    let answer = run(&mut program!("webhook_receiver"));
    let lines = lines(&answer);
    assert!(lines[0].starts_with("http://127.0.0.1:"), "{answer:?}");
    assert!(
        lines[1..]
            .iter()
            .any(|line| line.contains("ConnectionCreated") && line.contains("name=Ann")),
        "{answer:?}"
    );
}

#[test]
fn archive_download_writes_a_whole_mp4() {
    let file = std::env::temp_dir().join(format!("opentok-examples-{}.mp4", std::process::id()));
    let answer = run(program!("archive_download").arg(&file));
    let told = lines(&answer).remove(0).to_owned();
    let bytes = std::fs::read(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    assert_eq!(told, format!("{}: {} bytes", file.display(), bytes.len()));
    assert_eq!(&bytes[4..8], b"ftyp");
    assert!(answer.err.contains("100 %"), "{answer:?}");
}

#[test]
fn broadcast_goes_live_on_both_ways_and_stops() {
    let answer = run(program!("broadcast").arg("rtmps://live.example.org/app"));
    let lines = lines(&answer);
    assert_eq!(lines[0], "started");
    assert!(
        lines.iter().any(|line| line.starts_with("  hls live http")),
        "{answer:?}"
    );
    assert!(
        lines.contains(&"  rtmp live rtmps://live.example.org/app"),
        "{answer:?}"
    );
    assert_eq!(lines.last(), Some(&"stopped"));
    assert!(!answer.out.contains("stream-key"));
}

#[test]
fn moderation_mutes_and_shows_out() {
    let answer = run(&mut program!("moderation"));
    let lines = lines(&answer);
    assert_eq!(lines[0], "2 connected, 2 published");
    assert!(lines[1].starts_with("muted "), "{answer:?}");
    assert_eq!(lines[2..], ["1 left", "gone already"]);
}

#[test]
fn sip_calls_keys_in_and_hangs_up() {
    let answer = run(program!("sip").args(["sip:bob@sip.example.org", "17#"]));
    let lines = lines(&answer);
    assert!(lines[0].starts_with("calling as connection "), "{answer:?}");
    assert_eq!(lines[1..], ["keyed in", "hung up, 0 connected"]);
    let answer = run(program!("sip").args(["sip:bob@sip.example.org", "1x7"]));
    assert!(!answer.is_success, "{answer:?}");
}

#[test]
fn custom_transport_sees_every_call() {
    let answer = run(&mut program!("custom_transport"));
    let lines = lines(&answer);
    assert_eq!(lines[0], "POST /session/create: 200");
    assert!(
        lines[1].starts_with("GET /v2/project/") && lines[1].ends_with("/archive: 200"),
        "{answer:?}"
    );
    assert_eq!(lines[2..], ["2 calls", "0 archives from memory"]);
}

#[test]
fn no_std_signer_signs_what_the_verifier_takes() {
    let arguments = [KEY, SECRET, SESSION, "1700000000", "42"];
    let answer = run(program!("no_std_signer").args(arguments));
    let token = lines(&answer).remove(0).to_owned();
    let project = opentok_token::Project::new(KEY.parse().unwrap(), opentok_token::ApiSecret::new(SECRET));
    let verifier = opentok_token::Verifier::new(project);
    let claims = verifier
        .verify(&token, opentok_token::UnixSeconds::new(1_700_000_299))
        .unwrap();
    assert_eq!(claims.role(), opentok_token::Role::PublisherOnly);
    assert!(
        verifier
            .verify(&token, opentok_token::UnixSeconds::new(1_700_000_300))
            .is_err()
    );
    let answer = run(program!("no_std_signer").args([KEY, SECRET, SESSION]));
    assert!(lines(&answer)[0].starts_with("T1=="));
}

#[test]
fn mint_signs_for_every_role_and_replay_admits_each_once() {
    let answer = run(program!("mint").args([KEY, SECRET, SESSION]));
    let minted = lines(&answer);
    assert_eq!(minted.len(), 4);
    let token = minted[0].split_whitespace().last().unwrap();
    let other = minted[1].split_whitespace().last().unwrap();
    let input = format!("{token}\n{token}\n{other}\nT1==forged\n");
    let answer = support::feed(program!("replay").args([KEY, SECRET]), &input);
    let told: Vec<_> = lines(&answer)
        .iter()
        .map(|line| line.split_whitespace().next().unwrap())
        .collect();
    assert_eq!(told, ["admitted", "refused:", "admitted", "refused:"]);
}

#[test]
fn doctor_finds_what_is_wrong_and_says_so_by_its_end() {
    let answer = run(program!("doctor").args([KEY, SECRET, "T1==cGFydG5lcl9pZD0x"]));
    assert!(!answer.is_success && answer.out.lines().count() >= 2, "{answer:?}");
    let minted = run(program!("mint").args([KEY, SECRET, SESSION]));
    let token = minted.out.split_whitespace().nth(1).unwrap();
    assert!(run(program!("doctor").args([KEY, SECRET, token])).is_success);
}

#[test]
fn help_lightning_puts_two_into_a_call() {
    let answer = run(&mut program!("help_lightning"));
    let lines = lines(&answer);
    assert_eq!(lines.len(), 3);
    assert!(
        lines[2].starts_with("session ") && lines[2].contains(" is served by "),
        "{answer:?}"
    );
    let answer = run(program!("help_lightning").args(["alice@example.com", "gone@example.com"]));
    assert!(!answer.is_success, "{answer:?}");
}

#[test]
fn timeline_draws_manifests_of_both_kinds() {
    let answer = run(&mut program!("timeline"));
    assert!(answer.is_success && answer.out.starts_with("<svg"), "{answer:?}");
    assert!(answer.out.contains("Ann") && answer.out.contains("&lt;b&gt;"));
    let file = std::env::temp_dir().join(format!("opentok-examples-{}.json", std::process::id()));
    let manifest =
        r#"{"id":"a1","files":[{"filename":"s1.webm","streamId":"s1","startTimeOffset":0,"stopTimeOffset":900}]}"#;
    std::fs::write(&file, manifest).unwrap();
    let answer = run(program!("timeline").arg(&file));
    assert!(answer.is_success && answer.out.starts_with("<svg"), "{answer:?}");
    std::fs::write(&file, "<Sessions/>").unwrap();
    let answer = run(program!("timeline").arg(&file));
    std::fs::remove_file(&file).unwrap();
    assert!(!answer.is_success, "{answer:?}");
}
