//! Where a fault begins: the last sound value, the first faulty one, and the words for both.

use compact_jws::Hs256Key;
use opentok_token::UnixSeconds;
use opentok_token::doctor::{Case, Finding};

use super::fake_rsa::FakeRsa;
use super::tokens::*;

fn told(changes: &[&str]) -> Vec<&'static str> {
    codes(&case(&t1(&data(changes))))
}

fn told_of_jwt(changes: &str) -> Vec<&'static str> {
    codes(&case(&client(changes)))
}

fn sentences(token: &str) -> Vec<String> {
    case(token).examine().iter().map(Finding::to_string).collect()
}

#[test]
fn a_time_is_in_milliseconds_from_the_year_5138_on() {
    assert_eq!(told(&["expire_time=99999999999"]), ["lifetime_too_long"]);
    assert_eq!(told(&["expire_time=100000000000"]), ["milliseconds", "expired"]);
}

#[test]
fn a_token_made_this_second_has_begun() {
    assert_eq!(told(&[&format!("create_time={NOW}")]), [""; 0]);
    assert_eq!(told(&[&format!("create_time={}", NOW + 1)]), ["not_yet_valid"]);
}

#[test]
fn a_token_may_live_thirty_days() {
    let month = 30 * 86_400;
    assert_eq!(told(&[&format!("expire_time={}", NOW - 10 + month)]), [""; 0]);
    assert_eq!(
        told(&[&format!("expire_time={}", NOW - 10 + month + 1)]),
        ["lifetime_too_long"]
    );
}

#[test]
fn clocks_may_differ_by_the_leeway() {
    let token = t1(&data(&[&format!("create_time={}", NOW + 30)]));
    assert_eq!(codes(&case(&token).leeway(30)), [""; 0]);
    assert_eq!(codes(&case(&token).leeway(29)), ["not_yet_valid"]);
    let token = t1(&data(&[&format!("expire_time={}", NOW - 5)]));
    assert_eq!(codes(&case(&token).leeway(6)), [""; 0]);
    assert_eq!(codes(&case(&token).leeway(5)), ["expired"]);
}

#[test]
fn texts_of_a_thousand_characters_are_sound() {
    let text = "x".repeat(1000);
    assert_eq!(told(&[&format!("connection_data={text}")]), [""; 0]);
    assert_eq!(told(&[&format!("initial_layout_class_list={text}")]), [""; 0]);
}

#[test]
fn a_text_as_long_as_a_token_may_be_is_looked_into() {
    assert_eq!(codes(&case(&"x".repeat(65_536))), ["wrong_prefix"]);
}

#[test]
fn a_token_whose_tag_is_damaged_is_looked_into() {
    let token = t1(&data(&["role=host"]));
    let told = ["wrong_prefix", "unknown_role"];
    assert_eq!(codes(&case(&token[4..])), told);
    assert_eq!(codes(&case(&token.replacen("T1==", "t1==", 1))), told);
    assert_eq!(codes(&case(&token.replacen("T1==", "xxxxT1==", 1))), told);
    assert_eq!(codes(&case(&token.replacen("T1==", "xxxxxT1==", 1))), ["wrong_prefix"]);
}

#[test]
fn a_jwt_is_of_the_unified_environment_by_its_application_or_its_algorithm() {
    let named = format!(r#"{{"application_id":"{APPLICATION}"}}"#);
    assert!(told_of_jwt(&named).contains(&"algorithm"));
    let signed = jwt_by(
        &FakeRsa(Hs256Key::new(b"x")),
        &claims(&format!(r#"{{"iat":{NOW}}}"#), "{}"),
    );
    assert!(sentences(&signed).contains(&"application_id is missing.".to_owned()));
}

#[test]
fn a_session_is_an_applications_own_or_a_projects() {
    let key = FakeRsa(Hs256Key::new(b"stands for a key pair"));
    let told = |owner: &str| {
        let payload = format!("1~{owner}~~1700000000000~x~");
        let mut text = [0; 255];
        let body = <base64ct::Base64UrlUnpadded as base64ct::Encoding>::encode(payload.as_bytes(), &mut text).unwrap();
        let base = format!(
            r#"{{"application_id":"{APPLICATION}","iat":{},"exp":{},"scope":"session.connect","session_id":"1_{body}","role":"publisher","sub":"video","acl":{{"paths":{{}}}}}}"#,
            NOW - 10,
            NOW + 900
        );
        let token = jwt_by(&key, &claims(&base, "{}"));
        let id = APPLICATION.parse().unwrap();
        codes(&Case::new(&token).application(id, &key).at(UnixSeconds::new(NOW)))
    };
    assert_eq!(told(APPLICATION), [""; 0]);
    assert_eq!(told(KEY), [""; 0]);
    assert_eq!(
        told("16e3ff57-2807-4555-b26f-fbe1cf6c2836"),
        ["session_of_other_project"]
    );
}

#[test]
fn a_list_of_classes_holds_texts_alone() {
    let told = |list: &str| told_of_jwt(&format!(r#"{{"initial_layout_class_list":{list}}}"#));
    assert_eq!(told(r#""a""#), [""; 0]);
    assert_eq!(told(r#""a b""#), [""; 0]);
    assert_eq!(told(r#""a+b c""#), [""; 0]);
    assert_eq!(told(r#"["a",1]"#), ["wrong_type"]);
}

#[test]
fn a_scope_that_is_no_text_is_a_wrong_one() {
    assert_eq!(told_of_jwt(r#"{"scope":5}"#), ["wrong_scope"]);
}

#[test]
fn spans_of_time_are_told_in_the_largest_unit_that_counts_two() {
    for (seconds, span) in [
        (0, "0 seconds"),
        (1, "1 second"),
        (119, "119 seconds"),
        (120, "2 minutes"),
        (7_199, "119 minutes"),
        (7_200, "2 hours"),
        (172_799, "47 hours"),
        (172_800, "2 days"),
    ] {
        let end = NOW - seconds;
        let token = t1(&data(&[
            &format!("create_time={}", end - 60),
            &format!("expire_time={end}"),
        ]));
        assert_eq!(sentences(&token), [format!("The token ended {span} ago.")]);
    }
}

#[test]
fn a_lifetime_is_told_beside_its_limit() {
    let token = t1(&data(&[&format!("expire_time={}", NOW + 40 * 86_400)]));
    assert_eq!(
        sentences(&token),
        ["The token lives for 40 days; the limit is 30 days."]
    );
}

#[test]
fn every_finding_says_what_to_do() {
    let remedy = |token: &str| case(token).examine()[0].remedy();
    assert_eq!(
        remedy("devtoken"),
        "Use a signed token; test texts work in staging only."
    );
    assert_eq!(
        remedy(&t1(&data(&["role=host"]))),
        "Use one of the four, in lower case."
    );
    assert_eq!(
        remedy(&client(r#"{"exp":"1"}"#)),
        "Write the number without quotation marks."
    );
}
