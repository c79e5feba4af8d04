use opentok_token::Role;
use serde_json::Value;

use crate::service::{ARCHIVE, KEY, MANIFEST, MISSING, NOW_S, SECRET, SESSION, Service, token_of};

const PATH: &str = "/hl/archive/getmanifest/7c1f0a52-3d8e-4b7a-9a41-0f6f2b8e11d0";

#[test]
fn tokens_of_every_sdk_are_read() {
    let file: Value = serde_json::from_str(include_str!("../data/legacy/tokens.json")).unwrap();
    let tokens = file["tokens"].as_array().unwrap();
    assert_eq!(tokens.len(), 7);
    for record in tokens {
        let (name, data) = (
            record["name"].as_str().unwrap(),
            record["data_string"].as_str().unwrap(),
        );
        let field = |name: &str| {
            data.split('&')
                .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
                .unwrap()
        };
        let service = Service::production();
        service.wait_s(field("create_time").parse::<u64>().unwrap().saturating_sub(NOW_S));
        let header = ("X-TB-TOKEN-AUTH", record["token"].as_str().unwrap());
        let answer = service.post("/hl/token/validate", header, "");
        assert!(
            answer.text().contains(&format!("<role>{}</role>", field("role"))),
            "{name}: {}",
            answer.text()
        );
        let manifest = service.get(PATH, header);
        let wanted = if field("role") == "moderator" {
            MANIFEST
        } else {
            MISSING
        };
        assert_eq!(manifest.text(), wanted, "{name}");
    }
}

#[test]
fn only_moderators_of_the_project_see_its_archives() {
    let service = Service::production();
    service.project("100201", SECRET);
    let token = |role| token_of(KEY, SECRET, SESSION, role, NOW_S);
    let others = token_of("100201", SECRET, "1_MX4xMDAyMDF-fn4", Role::Moderator, NOW_S);
    let wrong = token_of(KEY, "wrong", SESSION, Role::Moderator, NOW_S);
    for (token, wanted) in [
        (token(Role::Moderator), MANIFEST),
        (token(Role::Publisher), MISSING),
        (token(Role::Subscriber), MISSING),
        (others, MISSING),
        (wrong, MISSING),
        ("T1==".to_owned(), MISSING),
        ("moderator_token".to_owned(), MISSING),
        (String::new(), MISSING),
    ] {
        assert_eq!(service.get(PATH, ("x-tb-token-auth", &token)).text(), wanted);
    }
}

#[test]
fn a_token_ends_a_day_after_it_was_made() {
    let service = Service::production();
    let token = service.token(Role::Moderator);
    service.wait_s(86_400 - 1);
    assert_eq!(service.get(PATH, ("x-tb-token-auth", &token)).text(), MANIFEST);
    // The clocks of callers may be a minute off.
    service.wait_s(1 + 60);
    assert_eq!(service.get(PATH, ("x-tb-token-auth", &token)).text(), MISSING);
}

#[test]
fn staging_takes_words_for_tokens() {
    let service = Service::staging();
    for (token, wanted) in [
        ("moderator_token".to_owned(), MANIFEST),
        ("devtoken".to_owned(), MISSING),
        ("subscriber_token".to_owned(), MISSING),
        (service.token(Role::Moderator), MANIFEST),
        (service.token(Role::Publisher), MISSING),
    ] {
        assert_eq!(service.get(PATH, ("x-tb-token-auth", &token)).text(), wanted);
    }
}

#[test]
fn a_key_and_its_secret_open_manifests_but_delete_nothing() {
    let service = Service::production();
    let partner = crate::service::PARTNER;
    assert_eq!(service.post(PATH, partner, "").text(), MANIFEST);
    assert_eq!(service.get(PATH, (partner.0, "100200:wrong")).text(), MISSING);
    assert_eq!(
        service.post(&format!("/archive/delete/{ARCHIVE}"), partner, "").text(),
        MISSING
    );
    assert_eq!(service.post(PATH, partner, "").text(), MANIFEST);
}
