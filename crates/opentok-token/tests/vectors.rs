//! Every conformance record, through the calls that need no allocator.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use core::fmt::Debug;

use opentok_token::{ApiSecret, Project, SessionId, UnixSeconds, Verifier, scratch_len};
use serde_json::Value;

mod records;

use records::{Record, vectors};

fn project(record: &Record) -> Project {
    Project::new(
        record.text("api_key").parse().unwrap(),
        ApiSecret::new(record.text("api_secret")),
    )
}

/// The record says whether the token is sound.
fn assert_judged<T: Debug, E: Debug>(record: &Record, result: &Result<T, E>) {
    let (id, reason) = (record.id(), record.text("reason"));
    assert_eq!(result.is_ok(), record.valid(), "{id} {reason}: {result:?}");
}

#[test]
fn every_t1_record_is_judged_as_the_file_says() {
    let mut judged = 0;
    for record in vectors()
        .records
        .iter()
        .filter(|record| record.kind() == "t1" && record.is_verifiable())
    {
        let token = record.token();
        let mut scratch = vec![0; scratch_len(token.len())];
        let verifier = Verifier::new(project(record));
        let result = verifier.verify_into(&token, UnixSeconds::new(record.now()), &mut scratch);
        assert_judged(record, &result);
        judged += 1;
        let Ok(claims) = result else { continue };
        let expected = &record.0["expected"];
        assert_eq!(claims.issuer(), expected["partner_id"], "{}", record.id());
        assert_eq!(claims.session().as_str(), expected["session_id"], "{}", record.id());
        assert_eq!(claims.role().as_str(), expected["role"], "{}", record.id());
        assert_eq!(claims.created().get(), expected["create_time"], "{}", record.id());
        assert_eq!(
            claims.expires().get(),
            expected["effective_expire_time"],
            "{}",
            record.id()
        );
        assert_eq!(claims.nonce(), expected["nonce"].as_str(), "{}", record.id());
        assert_eq!(claims.data(), expected["connection_data"].as_str(), "{}", record.id());
        let classes: Vec<&str> = claims.layout_classes().collect();
        let expected = expected["initial_layout_class_list"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        assert_eq!(
            classes,
            expected.iter().filter_map(Value::as_str).collect::<Vec<_>>(),
            "{}",
            record.id()
        );
    }
    assert_eq!(judged, 590);
}

#[test]
fn every_t1_token_that_decodes_is_taken_apart_as_the_file_says() {
    for record in vectors()
        .records
        .iter()
        .filter(|record| record.kind() == "t1" && record.valid())
    {
        let token = record.token();
        let mut scratch = vec![0; scratch_len(token.len())];
        let untrusted = opentok_token::t1::UntrustedT1::parse(&token, &mut scratch).unwrap();
        let expected = &record.0["expected"];
        assert_eq!(untrusted.data(), expected["data_string"], "{}", record.id());
        let spelt = |pairs: opentok_token::t1::Pairs<'_>| {
            pairs
                .map(|(name, value)| vec![name.to_string(), value.to_string()])
                .collect::<Vec<_>>()
        };
        assert_eq!(
            serde_json::json!(spelt(untrusted.header_fields())),
            expected["header"],
            "{}",
            record.id()
        );
        assert_eq!(
            serde_json::json!(spelt(untrusted.data_fields())),
            expected["fields"],
            "{}",
            record.id()
        );
    }
}

#[test]
fn every_session_id_record_is_judged_as_the_file_says() {
    let mut judged = 0;
    for record in vectors().records.iter().filter(|record| record.kind() == "session_id") {
        let result = SessionId::parse_for(&record.token(), &record.text("api_key").parse().unwrap());
        assert_judged(record, &result);
        judged += 1;
        let Ok(id) = result else { continue };
        let (payload, expected) = (id.payload(), &record.0["expected"]);
        assert_eq!(payload.as_str(), expected["payload"], "{}", record.id());
        assert_eq!(payload.owner(), expected["partner_id"], "{}", record.id());
        assert_eq!(payload.location(), expected["location"], "{}", record.id());
        assert_eq!(
            serde_json::json!(payload.fields().collect::<Vec<_>>()),
            expected["fields"],
            "{}",
            record.id()
        );
    }
    assert_eq!(judged, 55);
}

#[cfg(feature = "jwt")]
#[test]
fn every_hs256_record_is_judged_as_the_file_says() {
    let mut judged = 0;
    let vectors = vectors();
    let is_jwt = |record: &&Record| matches!(record.kind(), "jwt" | "auth_jwt") && record.is_verifiable();
    for record in vectors.records.iter().filter(is_jwt).filter(|record| !record.is_rsa()) {
        let token = record.token();
        let now = UnixSeconds::new(record.now());
        let mut scratch = vec![0; scratch_len(token.len())];
        let verifier = Verifier::new(project(record));
        let result = match record.kind() {
            "jwt" => verifier
                .verify_into(&token, now, &mut scratch)
                .map(|claims| jwt::compare_client(record, &claims)),
            _ => verifier
                .verify_rest_into(&token, opentok_token::jwt::Level::Project, now, &mut scratch)
                .map(|claims| jwt::compare_rest(record, &claims)),
        };
        assert_judged(record, &result);
        judged += 1;
    }
    assert_eq!(judged, 274);
}

#[cfg(feature = "rs256")]
#[test]
fn every_rs256_record_is_judged_as_the_file_says() {
    use opentok_token::jwt::{ApplicationVerifier, help_lightning::verify_partner};

    let mut judged = 0;
    let vectors = vectors();
    let key = compact_jws::RsaPublicKey::from_pem(&vectors.rsa_public_pem).unwrap();
    for record in vectors
        .records
        .iter()
        .filter(|record| record.is_verifiable() && record.is_rsa())
    {
        let token = record.token();
        let now = UnixSeconds::new(record.now());
        let mut scratch = vec![0; scratch_len(token.len())];
        let verifier = ApplicationVerifier::new(record.text("api_key").parse().unwrap(), key.clone());
        let result = match record.kind() {
            _ if record.is_help_lightning() => {
                verify_partner(&token, &key, &opentok_token::Policy::new(), now, &mut scratch).map(drop)
            }
            "jwt" => verifier
                .verify_client_into(&token, now, &mut scratch)
                .map(|claims| jwt::compare_client(record, &claims)),
            _ => verifier
                .verify_rest_into(&token, now, &mut scratch)
                .map(|claims| jwt::compare_rest(record, &claims)),
        };
        assert_judged(record, &result);
        judged += 1;
    }
    assert_eq!(judged, 81);
}

#[cfg(feature = "jwt")]
mod jwt {
    use opentok_token::{Claims, jwt::RestClaims};

    use super::*;

    pub(super) fn compare_client(record: &Record, claims: &Claims<'_>) {
        let expected = &record.0["expected"];
        let json = &expected["claims"];
        let (id, role) = (record.id(), json["role"].as_str().unwrap_or("publisher"));
        assert_eq!(claims.session().as_str(), json["session_id"], "{id}");
        assert_eq!(claims.role().as_str(), role, "{id}");
        assert_eq!(claims.created().get(), json["iat"].as_f64().unwrap() as u64, "{id}");
        assert_eq!(
            claims.expires().get(),
            expected["effective_exp"].as_f64().unwrap() as u64,
            "{id}"
        );
        assert_eq!(claims.data(), json["connection_data"].as_str(), "{id}");
        let words = match &json["initial_layout_class_list"] {
            Value::Array(list) => list
                .iter()
                .map(|item| item.as_str().unwrap())
                .collect::<Vec<_>>()
                .join(" "),
            value => value.as_str().unwrap_or_default().to_owned(),
        };
        let expected = words.split(' ').filter(|class| !class.is_empty());
        assert!(claims.layout_classes().eq(expected), "{id}");
    }

    pub(super) fn compare_rest(record: &Record, claims: &RestClaims<'_>) {
        let json = &record.0["expected"]["claims"];
        assert_eq!(claims.issuer(), record.text("api_key"), "{}", record.id());
        assert_eq!(claims.created().get(), json["iat"], "{}", record.id());
        assert_eq!(
            claims.expires().get(),
            json["exp"].as_f64().unwrap() as u64,
            "{}",
            record.id()
        );
    }
}
