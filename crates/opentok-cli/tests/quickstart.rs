//! `quickstart`, completions and manual pages: what works with no configuration at all.

use serde_json::Value;

use self::support::{Directory, feed, opentok, run};

mod support;

#[test]
fn the_story_needs_no_configuration_and_tells_every_act() {
    let answer = run(&mut opentok(["quickstart"]));
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let tokens = answer.out.matches("   T1==").count();
    assert_eq!(tokens, 4, "three roles and a forged one: {}", answer.out);
    for said in [
        "url         http://127.0.0.1:",
        "Ann, moderator: valid",
        "signature kept: refused (bad_signature)",
        "turned away: Invalid token",
        "A subscriber cannot publish",
        "received by 3",
        "bytes of video/mp4, which play 300000 ms",
        "a manifest and 4 media files",
        "Bob  ··········█",
        "5:00",
        "refused (expired)",
    ] {
        assert!(answer.out.contains(said), "{said}: {}", answer.out);
    }
}

#[test]
fn the_story_is_one_json_value_whose_tokens_hold() {
    let story = run(&mut opentok(["quickstart", "--json"])).json();
    assert_eq!(story["ok"], true);
    let known = |name: &str| story["sandbox"][name].as_str().unwrap().to_owned();
    let verify = |token: &Value| {
        let mut verify = opentok(["token", "verify", token.as_str().unwrap()]);
        verify
            .env("OPENTOK_API_KEY", known("api_key"))
            .env("OPENTOK_API_SECRET", known("api_secret"));
        run(&mut verify).code
    };
    let tokens = story["tokens"].as_array().unwrap();
    let roles: Vec<_> = tokens.iter().map(|ticket| &ticket["role"]).collect();
    assert_eq!(roles, ["moderator", "publisher", "subscriber"]);
    for ticket in tokens {
        assert_eq!(verify(&ticket["token"]), 0);
    }
    assert_eq!(verify(&story["forged"]["token"]), 1);
    assert_eq!(story["inspected"]["claims"]["session_id"], story["session_id"]);
    assert_eq!(story["a_day_later"]["verdict"]["reason"], "expired");

    let again = run(&mut opentok(["quickstart", "--json"])).json();
    assert_ne!(story["session_id"], again["session_id"], "made up anew each time");
}

#[test]
fn the_manifest_of_the_story_gives_the_same_timeline_by_the_other_command() {
    let story = run(&mut opentok(["quickstart", "--json"])).json();
    let manifest = story["individual"]["manifest"].to_string();
    let read = feed(&mut opentok(["manifest", "read", "--json"]), manifest.as_bytes()).json();
    assert_eq!(read["timeline"], story["individual"]["timeline"]);
    assert_eq!(read["timeline"]["max_live"], 3);
    assert_eq!(read["timeline"]["end_ms"], 300_000);
}

#[test]
fn the_picture_is_written_where_it_was_asked_for() {
    let directory = Directory::new("quickstart");
    let path = directory.path().join("timeline.svg");
    assert_eq!(run(opentok(["quickstart", "--svg"]).arg(&path)).code, 0);
    let picture = std::fs::read_to_string(&path).unwrap();
    assert!(
        picture.starts_with("<svg ") && picture.contains(">Weekly call<"),
        "{picture}"
    );
    let nowhere = directory.path().join("none").join("timeline.svg");
    assert_eq!(run(opentok(["quickstart", "--svg"]).arg(&nowhere)).code, 3);
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
