//! What the doctor finds: each fault once, by a token that has it.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(all(feature = "std", feature = "jwt"))]

use compact_jws::Hs256Key;
use opentok_token::doctor::{Case, Severity, Use};
use opentok_token::{ApiSecret, Grant, JwtId, Nonce, Project, Role, SessionId, Signer, UnixSeconds, Verifier};

mod edges;
#[path = "../fake_rsa/mod.rs"]
mod fake_rsa;
#[path = "../records/mod.rs"]
mod records;
mod tokens;

use fake_rsa::FakeRsa;
use tokens::*;

#[test]
fn sound_tokens_are_healthy() {
    let project = Project::new(KEY.parse().unwrap(), ApiSecret::new(SECRET));
    let session: SessionId = SESSION.parse().unwrap();
    let signer = Signer::new(project);
    let now = UnixSeconds::new(NOW);
    for role in Role::ALL {
        let grant = Grant::new(&session)
            .role(role)
            .data("name=Bob & 100%")
            .layout_classes(&["a", "b"]);
        let t1 = signer.sign_t1(&grant, now, Nonce::new(1)).unwrap();
        let jwt = signer
            .sign_jwt(&grant, now, Nonce::new(1), JwtId::new([7; 16]))
            .unwrap();
        assert_eq!(codes(&case(t1.expose())), [""; 0]);
        assert_eq!(codes(&case(jwt.expose())), [""; 0]);
    }
    let token = signer
        .sign_rest_jwt(opentok_token::jwt::Level::Project, now, JwtId::new([7; 16]))
        .unwrap();
    assert_eq!(codes(&case(token.expose()).used_for(Use::Rest)), [""; 0]);
}

#[test]
fn what_sticks_to_a_token_is_told_and_taken_off() {
    let token = t1(&data(&["connection_data=%3E%3E%3E%3F%3F%3F"]));
    assert_eq!(codes(&case(&format!(" {token}\n"))), ["white_space"]);
    assert_eq!(codes(&case(&format!("\"{token}\""))), ["quoted"]);
    assert_eq!(codes(&case(&format!("Bearer {token}"))), ["bearer"]);
    assert_eq!(codes(&case(&token.replace('=', "%3D"))), ["url_encoded"]);
    assert_eq!(codes(&case(&token.replacen("T1==", "t1==", 1))), ["wrong_prefix"]);
    assert_eq!(codes(&case(&token[4..])), ["wrong_prefix"]);
    assert_eq!(codes(&case("hello")), ["wrong_prefix"]);
    assert_eq!(codes(&case("devtoken")), ["test_token"]);
    assert_eq!(codes(&case(&"x".repeat(65_537))), ["too_long"]);
}

#[test]
fn a_plus_sign_lost_in_a_url_is_told() {
    let plus = t1(&data(&["connection_data=>>>"]));
    assert!(plus.contains('+'));
    assert_eq!(codes(&case(&plus.replace('+', " "))), ["space_for_plus"]);
}

#[test]
fn damage_is_told() {
    let token = t1(&data(&[]));
    assert_eq!(codes(&case(&token[..token.len() - 5])), ["bad_base64"]);
    assert_eq!(codes(&case("T1==!!!!")), ["bad_base64"]);
    assert_eq!(codes(&case("T1==//79")), ["not_utf8"]);
    assert_eq!(codes(&case("T1==bm8gY29sb24=")), ["missing_separator"]);
    assert_eq!(codes(&case("eyJ.x")), ["segments"]);
    assert_eq!(codes(&case("eyJ!.e30.AA")), ["bad_base64"]);
    assert_eq!(codes(&case("e30.W10.AA")), ["bad_json"]);
}

#[test]
fn the_secret_that_fits_is_told() {
    let token = t1_signed("another secret", &data(&[]));
    assert_eq!(codes(&case(&token)), ["bad_signature"]);
    let findings = case(&token)
        .other_secret(ApiSecret::new("no"))
        .other_secret(ApiSecret::new("another secret\n"))
        .examine();
    assert_eq!(findings[0].code(), "other_secret");
    assert_eq!(
        findings[0].to_string(),
        "The token is signed with another secret: number 2 of those given beside."
    );

    let sound = t1(&data(&[]));
    let with_line_break = format!("{SECRET}\n");
    let case_of_file = |token| Case::new(token).project(KEY.parse().unwrap(), ApiSecret::new(&with_line_break));
    assert_eq!(codes(&case_of_file(&sound)), ["trimmed_secret"]);
    assert_eq!(codes(&case_of_file(&client("{}"))), ["trimmed_secret"]);
}

#[test]
fn the_form_of_the_signature_is_told() {
    let sound = t1(&data(&[]));
    let plain = <base64ct::Base64 as base64ct::Encoding>::decode_vec(&sound[4..]).unwrap();
    let plain = String::from_utf8(plain).unwrap();
    let (header, rest) = plain.split_once(':').unwrap();
    let signature = header.rsplit('=').next().unwrap();
    let upper = t1_with(&header.replace(signature, &signature.to_uppercase()), rest);
    assert_eq!(codes(&case(&upper)), ["signature_upper_case"]);
    assert_eq!(
        codes(&case(&t1_with(&header.replace(signature, "abc"), rest))),
        ["signature_form"]
    );
    let other = t1_with(&header.replace(KEY, "27086612"), rest);
    assert_eq!(codes(&case(&other)), ["other_project"]);
    assert_eq!(codes(&case(&t1_with("", rest))), ["missing", "missing"]);
}

#[test]
fn faults_of_t1_data_are_told() {
    let told = |changes: &[&str]| codes(&case(&t1(&data(changes))));
    assert_eq!(
        told(&[&format!("session_id={OTHER_SESSION}")]),
        ["session_of_other_project"]
    );
    assert_eq!(told(&["session_id=1_nonsense"]), ["session_malformed"]);
    assert_eq!(told(&["session_id="]), ["missing"]);
    assert_eq!(told(&["nonce"]), ["missing"]);
    assert_eq!(told(&["role=host"]), ["unknown_role"]);
    assert_eq!(told(&["expire_time=soon"]), ["unreadable_time"]);
    assert_eq!(told(&[&format!("expire_time={}.5", NOW + 60)]), ["fractional_time"]);
    assert_eq!(told(&[&format!("expire_time={}000", NOW + 60)]), ["milliseconds"]);
    assert_eq!(told(&[&format!("expire_time={}", NOW - 7200)]), ["expired"]);
    assert_eq!(
        told(&[&format!("expire_time={}", NOW + 31 * 86_400)]),
        ["lifetime_too_long"]
    );
    assert_eq!(told(&[&format!("create_time={}", NOW + 600)]), ["not_yet_valid"]);
    assert_eq!(
        told(&[&format!("connection_data={}", "x".repeat(1001))]),
        ["data_too_long"]
    );
    assert_eq!(
        told(&[&format!("initial_layout_class_list={}", "x".repeat(1001))]),
        ["class_list_too_long"]
    );
    assert_eq!(told(&["connection_data=name%253DBob"]), ["double_encoded"]);
    assert_eq!(told(&["initial_layout_list=focus"]), ["class_list_misnamed"]);
    assert_eq!(told(&["scope=other"]), ["wrong_scope"]);
    assert_eq!(codes(&case(&t1(&(data(&[]) + "&r%6Fle=moderator")))), ["duplicate"]);
    assert_eq!(
        codes(&case(&t1(&data(&[]))).used_for(Use::Rest)),
        ["client_token_for_rest"]
    );
}

#[test]
fn faults_of_jwts_are_told() {
    let told = |changes: &str| codes(&case(&client(changes)));
    assert_eq!(told("{}"), [""; 0]);
    assert_eq!(
        told(&format!(r#"{{"session_id":"{OTHER_SESSION}"}}"#)),
        ["session_of_other_project"]
    );
    assert_eq!(told(r#"{"iss":"27086612"}"#), ["other_project"]);
    assert_eq!(told(r#"{"iss":123456}"#), ["wrong_type"]);
    assert_eq!(told(r#"{"iss":null}"#), ["missing"]);
    assert_eq!(told(r#"{"ist":"account"}"#), ["wrong_ist"]);
    assert_eq!(told(r#"{"ist":null}"#), ["missing"]);
    assert_eq!(told(r#"{"scope":"other"}"#), ["wrong_scope"]);
    assert_eq!(told(r#"{"scope":null}"#), ["missing"]);
    assert_eq!(told(r#"{"session_id":null}"#), ["missing"]);
    assert_eq!(told(r#"{"role":"host"}"#), ["unknown_role"]);
    assert_eq!(told(r#"{"exp":"1795299586"}"#), ["text_time"]);
    assert_eq!(told(r#"{"exp":1795299586.5}"#), ["fractional_time"]);
    assert_eq!(told(r#"{"exp":1795299586000}"#), ["milliseconds"]);
    assert_eq!(told(r#"{"exp":1795295900}"#), ["expired"]);
    assert_eq!(told(r#"{"exp":1798000000}"#), ["lifetime_too_long"]);
    assert_eq!(told(r#"{"exp":null}"#), ["no_expiry"]);
    assert_eq!(told(r#"{"iat":1795296000}"#), ["not_yet_valid"]);
    assert_eq!(told(r#"{"iat":null}"#), ["missing"]);
    assert_eq!(told(r#"{"nbf":1795296000}"#), ["not_yet_valid"]);
    assert_eq!(told(r#"{"connection_data":{"a":1}}"#), ["wrong_type"]);
    assert_eq!(told(r#"{"initial_layout_list":"focus"}"#), ["class_list_misnamed"]);
    assert_eq!(told(r#"{"initial_layout_class_list":"a+b"}"#), ["class_list_encoded"]);
    assert_eq!(told(r#"{"initial_layout_class_list":["a","b"]}"#), [""; 0]);
}

#[test]
fn tokens_for_the_wrong_use_are_told() {
    assert_eq!(codes(&case(&rest("{}"))), ["rest_token_for_client"]);
    assert_eq!(codes(&case(&rest("{}")).used_for(Use::Rest)), [""; 0]);
    assert!(codes(&case(&client("{}")).used_for(Use::Rest)).contains(&"client_token_for_rest"));
    let long = rest(&format!(r#"{{"exp":{}}}"#, NOW + 300));
    assert_eq!(codes(&case(&long).used_for(Use::Rest)), ["lifetime_too_long"]);
    assert_eq!(codes(&case(&rest(r#"{"exp":null}"#)).used_for(Use::Rest)), ["missing"]);
}

#[test]
fn faults_of_headers_are_told() {
    let payload = client("{}").split('.').nth(1).unwrap().to_owned();
    let none = format!("eyJhbGciOiJub25lIn0.{payload}.");
    assert_eq!(codes(&case(&none)), ["algorithm"]);
    let critical = format!("eyJhbGciOiJIUzI1NiIsImNyaXQiOlsiZXhwIl19.{payload}.AAAA");
    assert_eq!(codes(&case(&critical))[0], "critical");
    let twice = "eyJhbGciOiJIUzI1NiJ9.eyJhIjoxLCJhIjoyfQ.AAAA";
    assert_eq!(codes(&case(twice)), ["duplicate"]);
}

#[test]
fn faults_of_the_unified_environment_are_told() {
    let key = FakeRsa(Hs256Key::new(b"stands for a key pair"));
    let base = format!(
        r#"{{"application_id":"{APPLICATION}","iat":{},"exp":{},"scope":"session.connect","session_id":"{SESSION}","role":"publisher","sub":"video","acl":{{"paths":{{}}}}}}"#,
        NOW - 10,
        NOW + 900
    );
    let told = |changes: &str| {
        let token = jwt_by(&key, &claims(&base, changes));
        let id = APPLICATION.parse().unwrap();
        codes(&Case::new(&token).application(id, &key).at(UnixSeconds::new(NOW)))
    };
    assert_eq!(told("{}"), [""; 0]);
    assert_eq!(told(r#"{"sub":null,"subject":"video"}"#), ["no_sub"]);
    assert_eq!(told(r#"{"acl":null}"#), ["no_acl"]);
    assert_eq!(
        told(r#"{"application_id":"16e3ff57-2807-4555-b26f-fbe1cf6c2836"}"#),
        ["other_project"]
    );
    let forged = jwt_by(&FakeRsa(Hs256Key::new(b"another")), &base);
    let id = APPLICATION.parse().unwrap();
    assert_eq!(codes(&Case::new(&forged).application(id, &key)), ["bad_signature"]);
}

#[test]
fn no_sentence_holds_a_secret_or_a_token() {
    for record in records::vectors()
        .records
        .iter()
        .filter(|record| record.is_verifiable())
    {
        let (token, secret) = (record.token(), record.text("api_secret").to_owned());
        let Ok(key) = record.text("api_key").parse() else {
            continue;
        };
        let findings = Case::new(&token).project(key, ApiSecret::new(&secret)).examine();
        for finding in findings {
            let text = format!("{finding} {} {finding:?}", finding.remedy());
            assert!(secret.len() < 8 || !text.contains(&secret), "{}", record.id());
            assert!(token.len() < 20 || !text.contains(&token[4..20]), "{}", record.id());
        }
    }
}

#[test]
fn what_a_verifier_refuses_the_doctor_explains() {
    let mut explained = 0;
    for record in records::vectors()
        .records
        .iter()
        .filter(|record| record.is_verifiable() && !record.is_rsa())
    {
        if !matches!(record.kind(), "t1" | "jwt") {
            continue;
        }
        let (token, secret) = (record.token(), record.text("api_secret"));
        let (key, now) = (record.text("api_key").parse().unwrap(), UnixSeconds::new(record.now()));
        let findings = Case::new(&token).project(key, ApiSecret::new(secret)).at(now).examine();
        let has_error = findings.iter().any(|finding| finding.severity() == Severity::Error);
        let refused = Verifier::new(Project::new(key, ApiSecret::new(secret)))
            .verify(&token, now)
            .is_err();
        assert_eq!(
            has_error,
            refused,
            "{} {}: {findings:?}",
            record.id(),
            record.text("reason")
        );
        explained += usize::from(refused);
    }
    assert!(explained > 150, "{explained}");
}
