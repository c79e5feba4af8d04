//! Which tokens a verifier believes.

use core::error::Error;

use http::HeaderMap;
use opentok_rest::webhook::{Verifier, VerifyCallbackError};

use crate::{BODY, NOW, SECRET, hex, now, receiver, request, signed, token, verify};

#[test]
fn what_the_service_signs_is_believed() {
    let proof = Verifier::new(SECRET)
        .verify_token(&signed(SECRET, NOW - 10, BODY), BODY, now())
        .unwrap();
    assert_eq!(
        (proof.issued_at.get(), proof.believed_until.get()),
        (NOW - 10, NOW + 290)
    );
    assert_eq!((proof.owner.as_deref(), proof.secret), (Some("10000001"), 0));
}

#[test]
fn any_changed_byte_of_body_or_token_is_noticed() {
    let token = signed(SECRET, NOW, BODY);
    let verifier = Verifier::new(SECRET);
    for at in 0..BODY.len() {
        let mut body = BODY.to_vec();
        body[at] ^= 1;
        let error = verifier.verify_token(&token, &body, now()).unwrap_err();
        assert_eq!(error, VerifyCallbackError::PayloadHash);
    }
    for at in 0..token.len() {
        let mut bytes = token.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        assert!(verify(core::str::from_utf8(&bytes).unwrap()).is_err(), "{at}");
    }
}

#[test]
fn only_hs256_is_believed() {
    // {"alg":"none"}, {"alg":"HS512"}, {"alg":"RS256"}, {"alg":["HS256"]}
    for header in [
        "eyJhbGciOiJub25lIn0",
        "eyJhbGciOiJIUzUxMiJ9",
        "eyJhbGciOiJSUzI1NiJ9",
        "eyJhbGciOlsiSFMyNTYiXX0",
    ] {
        let token = signed(SECRET, NOW, BODY);
        let (_, rest) = token.split_once('.').unwrap();
        assert_eq!(verify(&format!("{header}.{rest}")), Err(VerifyCallbackError::Algorithm));
    }
}

#[test]
fn while_the_secret_changes_both_are_believed() {
    let verifier = Verifier::new("the new one").or(SECRET).or("a third");
    for (secret, place) in [("the new one", 0), (SECRET, 1), ("a third", 2)] {
        let proof = verifier.verify_token(&signed(secret, NOW, BODY), BODY, now()).unwrap();
        assert_eq!(proof.secret, place);
    }
    for secret in ["a fourth", "", "a signature secret "] {
        let error = verifier
            .verify_token(&signed(secret, NOW, BODY), BODY, now())
            .unwrap_err();
        assert_eq!(error, VerifyCallbackError::Signature);
    }
}

#[test]
fn the_window_of_age_is_exact() {
    for (issued, result) in [
        (NOW - 300, Ok(())),
        (NOW - 301, Err(VerifyCallbackError::TooOld { seconds: 1 })),
        (NOW + 60, Ok(())),
        (NOW + 61, Err(VerifyCallbackError::TooEarly { seconds: 1 })),
        (0, Err(VerifyCallbackError::TooOld { seconds: NOW - 300 })),
    ] {
        assert_eq!(verify(&signed(SECRET, issued, BODY)), result, "{issued}");
    }
    let day = Verifier::new(SECRET).max_age(86_400).leeway(0);
    assert!(
        day.verify_token(&signed(SECRET, NOW - 86_400, BODY), BODY, now())
            .is_ok()
    );
    assert!(
        day.verify_token(&signed(SECRET, NOW - 86_401, BODY), BODY, now())
            .is_err()
    );
    assert!(day.verify_token(&signed(SECRET, NOW + 1, BODY), BODY, now()).is_err());
    let forever = Verifier::new(SECRET).max_age(u64::MAX).leeway(u64::MAX);
    assert!(
        forever
            .verify_token(&signed(SECRET, u64::MAX / 2, BODY), BODY, now())
            .is_ok()
    );
}

#[test]
fn expiry_and_beginning_count_where_they_are_named() {
    let with = |name: &'static str, time: u64| {
        verify(&token(SECRET, |claims| {
            claims
                .unsigned("iat", NOW)
                .unsigned(name, time)
                .text("payload_hash", &hex(BODY));
        }))
    };
    assert_eq!(with("exp", NOW - 60), Ok(()));
    assert_eq!(with("exp", NOW - 61), Err(VerifyCallbackError::TooOld { seconds: 1 }));
    assert_eq!(with("nbf", NOW + 60), Ok(()));
    assert_eq!(with("nbf", NOW + 65), Err(VerifyCallbackError::TooEarly { seconds: 5 }));
}

#[test]
fn claims_that_are_missing_or_of_another_type_are_refused() {
    let hash = hex(BODY);
    for (iat, payload_hash, name) in [
        ("null", format!("\"{hash}\""), "iat"),
        ("\"1767226000\"", format!("\"{hash}\""), "iat"),
        ("-1", format!("\"{hash}\""), "iat"),
        ("[1]", format!("\"{hash}\""), "iat"),
        ("1767226000", "null".to_owned(), "payload_hash"),
        ("1767226000", "{}".to_owned(), "payload_hash"),
        ("1767226000", "\"abc\"".to_owned(), "payload_hash"),
        ("1767226000", format!("\"{hash}0\""), "payload_hash"),
    ] {
        let error = verify(&token(SECRET, |claims| {
            claims.raw("iat", iat).raw("payload_hash", &payload_hash);
        }));
        assert_eq!(error, Err(VerifyCallbackError::Claim { name }), "{iat} {payload_hash}");
    }
    let upper = token(SECRET, |claims| {
        claims
            .raw("iat", "1767226000.9")
            .text("payload_hash", &hash.to_uppercase());
    });
    assert_eq!(verify(&upper), Ok(()));
}

#[test]
fn a_token_without_a_hash_is_believed_only_if_asked_for() {
    let bare = token(SECRET, |claims| {
        claims.unsigned("iat", NOW);
    });
    assert_eq!(verify(&bare), Err(VerifyCallbackError::Claim { name: "payload_hash" }));
    let trusting = Verifier::new(SECRET).allow_missing_payload_hash();
    assert!(trusting.verify_token(&bare, BODY, now()).is_ok());
    let other = trusting
        .verify_token(&signed(SECRET, NOW, b"other"), BODY, now())
        .unwrap_err();
    assert_eq!(other, VerifyCallbackError::PayloadHash);
}

#[test]
fn another_owner_is_refused_if_one_is_asked_for() {
    let with = |owner: &str| {
        let verifier = Verifier::new(SECRET).owner(owner);
        verifier.verify_token(&signed(SECRET, NOW, BODY), BODY, now()).map(drop)
    };
    assert_eq!(with("10000001"), Ok(()));
    assert_eq!(with("10000002"), Err(VerifyCallbackError::Owner));
    let application = token(SECRET, |claims| {
        claims
            .unsigned("iat", NOW)
            .unsigned("api_key", 7)
            .text("application_id", "app");
        claims.text("payload_hash", &hex(BODY));
    });
    let owner = |owner: &str| {
        Verifier::new(SECRET)
            .owner(owner)
            .verify_token(&application, BODY, now())
            .is_ok()
    };
    assert_eq!((owner("app"), owner("7")), (true, false));
}

#[test]
fn one_bearer_header_is_wanted() {
    let token = signed(SECRET, NOW, BODY);
    let verify = |values: &[String]| {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("authorization", value.parse().unwrap());
        }
        Verifier::new(SECRET).verify(&headers, BODY, now()).map(drop)
    };
    for good in ["Bearer ", "bearer ", "BEARER  "] {
        assert_eq!(verify(&[format!("{good}{token}")]), Ok(()), "{good}");
    }
    assert_eq!(verify(&[]), Err(VerifyCallbackError::Missing));
    let twice = [format!("Bearer {token}"), format!("Bearer {token}")];
    assert_eq!(verify(&twice), Err(VerifyCallbackError::Missing));
    for bad in [
        token.clone(),
        format!("Basic {token}"),
        "Bearer".to_owned(),
        "Bearer a.b".to_owned(),
    ] {
        assert_eq!(verify(&[bad]), Err(VerifyCallbackError::Malformed));
    }
}

#[test]
fn errors_show_nothing_of_token_and_body() {
    let token = signed("another secret", NOW, BODY);
    let error = receiver(Verifier::new(SECRET))
        .receive(&request(&token, BODY))
        .unwrap_err();
    let shown = format!("{error:?} {error} {}", error.source().unwrap());
    assert!(
        token.split('.').all(|part| !shown.contains(part)) && !shown.contains("archive"),
        "{shown}"
    );
}

#[test]
fn a_replay_key_is_the_tokens() {
    let key = |token: &str, body: &[u8]| {
        Verifier::new(SECRET)
            .verify_token(token, body, now())
            .unwrap()
            .replay_key
    };
    let with_id = |issuer: &str, id: &str| {
        token(SECRET, |claims| {
            claims
                .text("iss", issuer)
                .unsigned("iat", NOW)
                .text("jti", id)
                .text("payload_hash", &hex(BODY));
        })
    };
    let first = key(&with_id("a", "1"), BODY);
    assert_eq!(key(&with_id("a", "1"), BODY), first);
    assert_ne!(key(&with_id("a", "2"), BODY), first);
    assert_ne!(key(&with_id("b", "1"), BODY), first);
    let without_id = |issued: u64| {
        token(SECRET, |claims| {
            claims.unsigned("iat", issued).text("payload_hash", &hex(BODY));
        })
    };
    assert_eq!(key(&without_id(NOW), BODY), key(&without_id(NOW), BODY));
    assert_ne!(key(&without_id(NOW), BODY), key(&without_id(NOW - 1), BODY));
}
