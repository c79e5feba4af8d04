//! `token mint`, and what `inspect` and `verify` make of its tokens.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::HashSet;

use self::support::{Directory, NOW, SESSION, mint, opentok, run, text, with_project};

mod support;

const APPLICATION: &str = "316039c3-a464-455f-85e1-4de116eb78f6";

#[test]
fn the_same_time_and_nonce_make_the_same_token_in_every_profile() {
    for profile in ["standard", "python", "node", "ruby", "php", "java", "dotnet"] {
        let mut command = with_project(["token", "mint", "--session", SESSION, "--at", NOW, "--nonce", "0.5"]);
        command.args([
            "--profile",
            profile,
            "--role",
            "moderator",
            "--data",
            "a b",
            "--layout-class",
            "x",
        ]);
        command.args(["--expires-in", "1h"]);
        let token = mint(&mut command);
        assert_eq!(token, mint(&mut command), "{profile}");

        let verdict = run(&mut with_project(["token", "verify", "--json", "--at", NOW, &token])).json();
        let claims = &verdict["claims"];
        assert_eq!(verdict["kind"], "t1", "{profile}");
        assert_eq!(claims["session_id"], SESSION, "{profile}");
        assert_eq!(claims["role"], "moderator", "{profile}");
        assert_eq!(claims["nonce"], "0.5", "{profile}");
        assert_eq!(claims["connection_data"], "a b", "{profile}");
        assert_eq!(
            claims["initial_layout_class_list"],
            serde_json::json!(["x"]),
            "{profile}"
        );
        assert_eq!(claims["create_time"], 1_700_000_000, "{profile}");
        assert_eq!(claims["expire_time"], 1_700_003_600, "{profile}");
    }
}

#[test]
fn a_jwt_of_a_project_is_verified_with_its_secret() {
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
    let verdict = run(&mut with_project(["token", "verify", "--json", "--at", NOW, &token])).json();
    assert_eq!((&verdict["valid"], &verdict["kind"]), (&true.into(), &"jwt".into()));
    let inspected = run(&mut opentok(["token", "inspect", "--json", &token])).json();
    assert_eq!(inspected["verified"], false);
    assert_eq!(inspected["header"], serde_json::json!({"alg": "HS256", "typ": "JWT"}));
    assert!(inspected["claims"]["nonce"].is_u64(), "{inspected}");
}

#[test]
fn a_jwt_of_an_application_is_verified_with_either_half_of_its_key() {
    let directory = Directory::new("mint-application");
    let (private, public) = key_files(&directory);
    let application = [
        "token",
        "mint",
        "--session",
        SESSION,
        "--application-id",
        APPLICATION,
        "--private-key",
    ];
    let token = mint(opentok(application).arg(&private));
    for (flag, file) in [("--private-key", &private), ("--public-key", &public)] {
        let mut verify = opentok(["token", "verify", "--json", &token, "--application-id", APPLICATION]);
        let verdict = run(verify.args([flag, file])).json();
        assert_eq!(
            (&verdict["valid"], &verdict["kind"]),
            (&true.into(), &"jwt".into()),
            "{verdict}"
        );
        assert_eq!(verdict["claims"]["issuer"], APPLICATION);
    }
    let mut flags_first = opentok([
        "token",
        "verify",
        &token,
        "--application-id",
        APPLICATION,
        "--private-key",
    ]);
    assert_eq!(
        run(flags_first.arg(&private).env("VONAGE_PUBLIC_KEY", "/nowhere")).code,
        0
    );
    // With credentials of both environments, each token meets its own.
    let mut both = with_project(["token", "verify", "--json", &token]);
    both.env("VONAGE_APPLICATION_ID", APPLICATION)
        .env("VONAGE_PUBLIC_KEY", &public);
    assert_eq!(run(&mut both).json()["valid"], true);
    let t1 = mint(&mut with_project(["token", "mint", "--session", SESSION]));
    let mut both = with_project(["token", "verify", "--json", &t1]);
    both.env("VONAGE_APPLICATION_ID", APPLICATION)
        .env("VONAGE_PUBLIC_KEY", &public);
    assert_eq!(run(&mut both).json()["kind"], "t1");
    // To mint, one of the two has to be chosen.
    let mut both = with_project(["token", "mint", "--session", SESSION]);
    both.env("VONAGE_APPLICATION_ID", APPLICATION)
        .env("VONAGE_PRIVATE_KEY", &private);
    assert_eq!(run(&mut both).code, 78);
    assert!(mint(both.args(["--application-id", APPLICATION])).starts_with("eyJ"));
    both = with_project(["token", "mint", "--session", SESSION, "--format", "t1"]);
    both.env("VONAGE_APPLICATION_ID", APPLICATION)
        .env("VONAGE_PRIVATE_KEY", &private);
    assert!(mint(&mut both).starts_with("T1=="));
    assert!(
        mint(both.env("VONAGE_PRIVATE_KEY", "/nowhere")).starts_with("T1=="),
        "not needed, not looked at"
    );
    let mut neither = opentok(["token", "mint", "--session", SESSION, "--format", "t1"]);
    neither
        .env("VONAGE_APPLICATION_ID", APPLICATION)
        .env("VONAGE_PRIVATE_KEY", &private);
    assert_eq!(run(&mut neither).code, 78);
}

#[test]
fn a_session_of_the_service_takes_tokens_of_its_own_project_alone() {
    let session = "1_MX40NjcyMDI3Mn5-MTU4ODY4Mzc3MDYyNn5jRmRCcjk2cy9Ndk1MOFBVQzlKYjZHUHF-fg";
    let mint = |key: &str| {
        let mut command = opentok(["token", "mint", "--session", session, "--json"]);
        run(command
            .env("OPENTOK_API_KEY", key)
            .env("OPENTOK_API_SECRET", "a secret"))
    };
    assert_eq!(mint("46720272").code, 0);
    for key in ["4672027", "467202722", "6720272", "1"] {
        assert_eq!(mint(key).error().0, "session_not_of_partner", "{key}");
    }
}

#[test]
fn a_field_that_stands_twice_is_pointed_out() {
    // partner_id=1&sig=x:role=publisher&role=moderator
    let token = "T1==cGFydG5lcl9pZD0xJnNpZz14OnJvbGU9cHVibGlzaGVyJnJvbGU9bW9kZXJhdG9y";
    let inspected = run(&mut opentok(["token", "inspect", "--json", token])).json();
    assert_eq!(inspected["claims"], serde_json::json!({"role": "publisher"}));
    assert_eq!(inspected["repeated_fields"], serde_json::json!(["role"]));
}

#[test]
fn many_tokens_are_one_a_line_and_all_different() {
    let answer = run(&mut with_project([
        "token",
        "mint",
        "--session",
        SESSION,
        "--count",
        "1000",
    ]));
    let tokens: HashSet<_> = answer.out.lines().collect();
    assert_eq!(tokens.len(), 1000);
    let answer = run(&mut with_project([
        "token",
        "mint",
        "--session",
        SESSION,
        "--count",
        "3",
        "--json",
    ]));
    let values = answer.json_lines();
    assert_eq!(values.len(), 3);
    for value in values {
        assert!(value["token"].as_str().unwrap().starts_with("T1=="));
        assert_eq!((&value["kind"], &value["role"]), (&"t1".into(), &"publisher".into()));
        let lifetime = value["expire_time"].as_u64().unwrap() - value["create_time"].as_u64().unwrap();
        assert_eq!(lifetime, 86_400);
    }
}

#[test]
fn a_lower_limit_holds_for_minting_and_verifying() {
    let mut over = with_project([
        "token",
        "mint",
        "--session",
        SESSION,
        "--expires-in",
        "8d",
        "--max-lifetime",
        "7d",
    ]);
    assert_eq!(run(&mut over).code, 1);
    let token = mint(&mut with_project([
        "token",
        "mint",
        "--session",
        SESSION,
        "--expires-in",
        "8d",
    ]));
    let answer = run(&mut with_project([
        "token",
        "verify",
        "--json",
        &token,
        "--max-lifetime",
        "7d",
    ]));
    assert_eq!((answer.code, &answer.json()["reason"]), (1, &"expire_too_far".into()));
}

#[test]
fn people_read_aligned_lines_with_times_in_utc() {
    let token = mint(&mut with_project([
        "token",
        "mint",
        "--session",
        SESSION,
        "--at",
        NOW,
        "--nonce",
        "7",
    ]));
    let answer = run(&mut with_project(["token", "verify", "--at", NOW, &token]));
    let expected = "\
valid                      yes
kind                       t1
issuer                     45676632
session_id                 1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5
role                       publisher
nonce                      7
create_time                1700000000  2023-11-14 22:13:20 UTC
expire_time                1700086400  2023-11-15 22:13:20 UTC
initial_layout_class_list  (none)
";
    assert_eq!(answer.out, expected);
}

#[test]
fn inspect_shows_neither_signature_nor_control_characters() {
    let data = "\u{1b}[2J\nrole  moderator";
    let token = mint(&mut with_project([
        "token",
        "mint",
        "--session",
        SESSION,
        "--data",
        data,
    ]));
    let answer = run(&mut opentok(["token", "inspect", &token]));
    assert!(
        answer.out.contains("connection_data  \\u{1b}[2J\\nrole  moderator\n"),
        "{}",
        answer.out
    );
    assert!(answer.out.starts_with("verified         no\n"), "{}", answer.out);
    assert!(!answer.out.contains("sig "), "{}", answer.out);
    let json = run(&mut opentok(["token", "inspect", "--json", &token])).json();
    assert_eq!(json["claims"]["connection_data"], data);
    assert!(json["header"].get("sig").is_none(), "{json}");
}

/// The key pair of the token vectors, as two files.
fn key_files(directory: &Directory) -> (String, String) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../opentok-token/tests/data/tokens.json");
    let vectors: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let key = &vectors["keys"]["rsa_test_key"];
    let file = |name: &str| text(&directory.file(name, key[name].as_str().unwrap())).to_owned();
    (file("private_pem"), file("public_pem"))
}
