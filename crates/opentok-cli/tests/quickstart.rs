//! `quickstart`, completions and manual pages: what works with no configuration at all.

use serde_json::Value;

use self::support::{Directory, KEY, SECRET, SESSION, opentok, run, text, with_project};

mod support;

#[test]
fn the_story_needs_no_configuration_and_prints_t1_tokens() {
    let answer = run(&mut opentok(["quickstart"]));
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    assert_eq!(
        answer.out.matches(" T1==").count(),
        4,
        "three roles and a forged one: {}",
        answer.out
    );
    for said in [
        "demo project",
        "moderator   valid",
        "refused (bad_signature)",
        "refused (expired)",
    ] {
        assert!(answer.out.contains(said), "{said}: {}", answer.out);
    }
}

#[test]
fn the_story_is_one_json_value_whose_tokens_hold() {
    let story = run(&mut opentok(["quickstart", "--json"])).json();
    assert_eq!(story["ok"], true);
    assert_eq!(
        (&story["forged"]["verdict"]["valid"], &story["a_day_later"]["valid"]),
        (&false.into(), &false.into())
    );
    assert_eq!(story["inspected"]["claims"]["session_id"], story["session_id"]);
    let roles: Vec<_> = story["tokens"]
        .as_array()
        .unwrap()
        .iter()
        .map(|scene| &scene["role"])
        .collect();
    assert_eq!(roles, ["publisher", "subscriber", "moderator"]);

    let known = |name: &str| story["demo"][name].as_str().unwrap().to_owned();
    for scene in story["tokens"].as_array().unwrap() {
        let mut verify = opentok(["token", "verify", scene["token"].as_str().unwrap()]);
        verify
            .env("OPENTOK_API_KEY", known("api_key"))
            .env("OPENTOK_API_SECRET", known("api_secret"));
        assert_eq!(run(&mut verify).code, 0);
    }
    let id = run(&mut opentok([
        "session",
        "id",
        "--json",
        story["session_id"].as_str().unwrap(),
    ]))
    .json();
    assert_eq!(
        (&id["partner_id"], &id["valid"]),
        (&story["demo"]["api_key"], &true.into())
    );
    let again = run(&mut opentok(["quickstart", "--json"])).json();
    assert_ne!(story["demo"], again["demo"], "made up anew each time");
}

#[test]
fn with_a_session_the_story_is_about_the_caller_and_tells_no_secret() {
    let answer = run(&mut with_project(["quickstart", "--session", SESSION]));
    assert_eq!(answer.code, 0, "{answer:?}");
    assert!(
        answer.out.contains(SESSION) && !answer.out.contains(SECRET),
        "{}",
        answer.out
    );
    let story = run(&mut with_project(["quickstart", "--session", SESSION, "--json"])).json();
    assert_eq!(story["demo"], Value::Null);
    assert_eq!(story["tokens"][0]["verdict"]["claims"]["issuer"], KEY);
    assert_eq!(
        run(with_project(["quickstart", "--session", SESSION]).env("OPENTOK_API_KEY", "999")).code,
        1
    );
}

#[test]
fn an_application_has_its_story_too() {
    let directory = Directory::new("quickstart");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../opentok-token/tests/data/tokens.json");
    let vectors: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let key = directory.file("key", vectors["keys"]["rsa_test_key"]["private_pem"].as_str().unwrap());
    let mut command = opentok([
        "quickstart",
        "--session",
        SESSION,
        "--json",
        "--private-key",
        text(&key),
    ]);
    let story = run(command.args(["--application-id", "316039c3-a464-455f-85e1-4de116eb78f6"])).json();
    assert_eq!(
        (&story["ok"], &story["inspected"]["header"]["alg"]),
        (&true.into(), &"RS256".into())
    );
    assert_eq!(story["forged"]["verdict"]["reason"], "bad_signature");
}

#[test]
fn every_shell_gets_completions() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let answer = run(&mut opentok(["completions", shell]));
        assert_eq!(answer.code, 0, "{shell}");
        assert!(
            answer.out.contains("quickstart") && answer.out.contains("layout-class"),
            "{shell}"
        );
        assert_eq!(
            run(&mut opentok(["completions", shell, "--json"])).json()["script"],
            answer.out,
            "{shell}"
        );
    }
}

#[test]
fn every_command_gets_a_page() {
    let page = run(&mut opentok(["man"])).out;
    assert!(page.contains(".TH opentok 1") && page.contains("quickstart"), "{page}");
    assert_eq!(run(&mut opentok(["man", "--json"])).json()["page"], page);

    let directory = Directory::new("man");
    let pages = directory.path().join("man1");
    let files = run(opentok(["man", "--json", "--dir"]).arg(&pages)).json();
    for name in [
        "opentok",
        "opentok-token-mint",
        "opentok-token-doctor",
        "opentok-session-id",
        "opentok-man",
    ] {
        let file = format!("{name}.1");
        assert!(
            files["files"].as_array().unwrap().contains(&file.as_str().into()),
            "{files}"
        );
        let page = std::fs::read_to_string(pages.join(file)).unwrap();
        assert!(page.contains(&format!(".TH {name} 1")), "{page}");
    }
    let occupied = directory.file("occupied", "");
    assert_eq!(run(opentok(["man", "--dir"]).arg(&occupied)).code, 3);
}
