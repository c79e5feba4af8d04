//! Partner keys and tokens.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

use alloc::sync::Arc;
use core::sync::atomic::{AtomicU64, Ordering};

use helplightning::{Clock, KeyError, Partner, PartnerKey, PartnerToken, UnixSeconds};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde::Deserialize;

const PKCS8: &str = include_str!("data/partner_pkcs8.pem");
const PKCS1: &str = include_str!("data/partner_pkcs1.pem");
const PUBLIC: &str = include_str!("data/partner_public.pem");

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    exp: u64,
}

/// Verified by a library that shares nothing with ours.
fn claims(token: &PartnerToken) -> Claims {
    let mut rules = Validation::new(Algorithm::RS256);
    rules.set_audience(&["Ghazal"]);
    rules.set_issuer(&["Ghazal"]);
    rules.validate_exp = false;
    let key = DecodingKey::from_rsa_pem(PUBLIC.as_bytes()).unwrap();
    let data = decode::<Claims>(token.expose(), &key, &rules).unwrap();
    assert_eq!(data.header.typ.as_deref(), Some("JWT"));
    data.claims
}

fn partner(pem: &str) -> (Partner, Arc<AtomicU64>) {
    let now = Arc::new(AtomicU64::new(1_700_000_000));
    let read = Arc::clone(&now);
    let clock = Clock::new(move || UnixSeconds::new(read.load(Ordering::Relaxed)));
    let partner = Partner::new("54344".parse().unwrap(), PartnerKey::from_pem(pem).unwrap(), clock);
    (partner, now)
}

#[test]
fn another_library_verifies_the_tokens_of_both_forms_of_a_key() {
    for pem in [PKCS8, PKCS1] {
        let (partner, _) = partner(pem);
        let expected = Claims {
            iss: "Ghazal".into(),
            aud: "Ghazal".into(),
            sub: "Partner:54344".into(),
            exp: 1_700_000_090,
        };
        assert_eq!(claims(&partner.token().unwrap()), expected);
    }
}

#[test]
fn short_keys_are_refused_in_both_forms() {
    for pem in [
        include_str!("data/short_pkcs8.pem"),
        include_str!("data/short_pkcs1.pem"),
    ] {
        assert_eq!(
            PartnerKey::from_pem(pem).unwrap_err(),
            KeyError::TooSmall { bits: 1024 }
        );
    }
    assert!(PartnerKey::from_pem(PUBLIC).is_err());
    assert!(PartnerKey::from_pem("apikey").is_err());
}

#[test]
fn a_token_is_kept_until_twenty_seconds_before_its_minute_is_over() {
    let (partner, now) = partner(PKCS8);
    let first = partner.token().unwrap();
    now.fetch_add(39, Ordering::Relaxed);
    assert!(partner.token().unwrap().is_same_as(&first));
    now.fetch_add(1, Ordering::Relaxed);
    let second = partner.token().unwrap();
    assert!(!second.is_same_as(&first));
    assert_eq!(claims(&second).exp, 1_700_000_130);
}

#[test]
fn a_clock_that_was_set_back_gets_a_new_token() {
    let (partner, now) = partner(PKCS8);
    let first = partner.token().unwrap();
    now.fetch_sub(1, Ordering::Relaxed);
    assert!(!partner.token().unwrap().is_same_as(&first));
}

#[test]
fn only_the_token_that_was_refused_is_forgotten() {
    let (partner, now) = partner(PKCS8);
    let first = partner.token().unwrap();
    now.fetch_add(50, Ordering::Relaxed);
    let second = partner.token().unwrap();
    partner.forget(&first);
    assert!(partner.token().unwrap().is_same_as(&second));
    partner.forget(&second);
    now.fetch_add(1, Ordering::Relaxed);
    assert!(!partner.token().unwrap().is_same_as(&second));
}
