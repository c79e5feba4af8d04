//! Grants that own their texts, data types as JSON, and values made for fuzzing.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(feature = "std")]

use core::time::Duration;

use opentok_token::{
    ApiSecret, Grant, GrantBuf, Nonce, Project, Role, SessionId, SignError, Signer, UnixSeconds, Verifier,
};

const NOW: UnixSeconds = UnixSeconds::new(1_700_000_000);

fn project() -> Project {
    Project::new(
        "45676632".parse().unwrap(),
        ApiSecret::new("1234567890abcdef1234567890abcdef12345678"),
    )
}

fn session() -> SessionId {
    "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse().unwrap()
}

fn sign(grant: &Grant<'_>) -> Result<String, SignError> {
    Signer::new(project())
        .sign_t1(grant, NOW, Nonce::new(1))
        .map(|token| token.into_string())
}

#[test]
fn a_sessions_id_is_a_grant_for_a_publisher_and_time_may_be_the_callers() {
    let session = session();
    let token = Signer::new(project()).mint_at(&Grant::from(&session), NOW).unwrap();
    let claims = Verifier::new(project()).verify(token.expose(), NOW).unwrap();
    let claims = claims.as_claims();
    assert_eq!(
        (claims.role(), claims.created(), claims.data()),
        (Role::Publisher, NOW, None)
    );
    assert_eq!(claims.expires(), NOW.plus(86_400));
}

#[cfg(feature = "jwt")]
#[test]
fn jwts_begin_at_the_callers_time_too() {
    let session = session();
    let grant = GrantBuf::new(session).role(Role::Subscriber);
    let token = Signer::new(project()).mint_jwt_at(&Grant::from(&grant), NOW).unwrap();
    let claims = Verifier::new(project()).verify(token.expose(), NOW).unwrap();
    let claims = claims.as_claims();
    assert_eq!((claims.role(), claims.created()), (Role::Subscriber, NOW));
}

#[test]
fn an_owned_grant_makes_the_same_token() {
    let session = session();
    let borrowed = Grant::new(&session)
        .role(Role::Moderator)
        .data("x")
        .layout_classes(&["a", "b"]);
    let owned = GrantBuf::new(session)
        .role(Role::Moderator)
        .data("x")
        .layout_classes(["a", "b"]);
    assert_eq!(sign(&owned.as_grant()), sign(&borrowed));
    let hour = Duration::from_millis(3_600_999);
    assert_eq!(
        sign(&owned.expires_in(hour).as_grant()),
        sign(&borrowed.expires_at(NOW.plus(3600)))
    );
    assert_eq!(sign(&GrantBuf::new(session).as_grant()), sign(&Grant::new(&session)));
}

#[test]
fn empty_classes_are_refused_in_both() {
    let grant = |classes: &[&str]| sign(&GrantBuf::new(session()).layout_classes(classes).as_grant());
    assert_eq!(grant(&["a", ""]), Err(SignError::LayoutClass { index: 1 }));
    assert_eq!(grant(&["", "a"]), Err(SignError::LayoutClass { index: 0 }));
}

#[test]
fn claims_turn_into_the_grant_they_came_from() {
    let grant = GrantBuf::new(session())
        .role(Role::Subscriber)
        .data("x=1")
        .layout_classes(["a", "b"]);
    let claims = Verifier::new(project())
        .verify(&sign(&grant.as_grant()).unwrap(), NOW)
        .unwrap();
    assert_eq!(GrantBuf::from(claims.as_claims()), grant);
}

#[cfg(feature = "serde")]
mod json {
    use serde_json::{Value, from_value, json, to_value};

    use super::*;

    #[test]
    fn a_grant_travels_as_json() {
        let grant = GrantBuf::new(session())
            .role(Role::PublisherOnly)
            .data("x")
            .layout_classes(["a", "b"]);
        let forms = [
            (
                GrantBuf::new(session()),
                json!({"session_id": session(), "role": "publisher"}),
            ),
            (
                grant.clone().expires_in(Duration::from_secs(60)),
                json!({"session_id": session(), "role": "publisheronly", "data": "x", "layout_classes": ["a", "b"], "expires_in": 60}),
            ),
            (
                grant.expires_at(NOW),
                json!({"session_id": session(), "role": "publisheronly", "data": "x", "layout_classes": ["a", "b"], "expires_at": 1_700_000_000}),
            ),
        ];
        for (grant, form) in forms {
            assert_eq!(to_value(&grant).unwrap(), form);
            assert_eq!(from_value::<GrantBuf>(form).unwrap(), grant);
        }
        let minimal: GrantBuf = from_value(json!({"session_id": session()})).unwrap();
        assert_eq!(minimal, GrantBuf::new(session()));
    }

    #[test]
    fn a_grant_that_is_none_is_refused() {
        let refused: [Value; 5] = [
            json!({}),
            json!({"session_id": "nonsense"}),
            json!({"session_id": session(), "role": "host"}),
            json!({"session_id": session(), "expires_in": 1, "expires_at": 2}),
            json!({"session_id": session(), "create_time": 1}),
        ];
        for form in refused {
            assert!(from_value::<GrantBuf>(form.clone()).is_err(), "{form}");
        }
    }

    #[test]
    fn claims_are_written_as_the_token_names_them() {
        let token = sign(&Grant::new(&session()).layout_classes(&["a", "b"])).unwrap();
        let claims = Verifier::new(project()).verify(&token, NOW).unwrap();
        let expected = json!({
            "kind": "t1", "issuer": "45676632", "session_id": session(), "role": "publisher",
            "create_time": 1_700_000_000, "expire_time": 1_700_086_400, "nonce": "1", "jti": null,
            "connection_data": null, "initial_layout_class_list": ["a", "b"],
        });
        assert_eq!(to_value(&claims).unwrap(), expected);
        assert_eq!(to_value(claims.as_claims()).unwrap(), expected);
    }
}

#[cfg(feature = "arbitrary")]
mod made_up {
    use arbitrary::{Arbitrary, Unstructured};
    use opentok_token::{ApiKey, Policy, SignedToken};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn tokens_made_for_fuzzing_verify(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            let mut source = Unstructured::new(&bytes);
            let token = SignedToken::arbitrary(&mut source).unwrap();
            let project = Project::new(token.key, ApiSecret::new(&token.secret));
            let verifier = Verifier::new(project).policy(Policy::new());
            let claims = verifier.verify(&token.text, token.created).unwrap();
            let remade = GrantBuf::from(claims.as_claims()).expires_at(claims.expires());
            let sign = |grant: &GrantBuf| {
                let project = Project::new(token.key, ApiSecret::new(&token.secret));
                Signer::new(project).sign_t1(&grant.as_grant(), token.created, Nonce::new(1)).unwrap().into_string()
            };
            prop_assert_eq!(sign(&remade), sign(&token.grant));
            prop_assert!(claims.session().belongs_to(&token.key));
        }

        #[test]
        fn ids_made_for_fuzzing_are_well_formed(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut source = Unstructured::new(&bytes);
            let id = SessionId::arbitrary(&mut source).unwrap();
            prop_assert_eq!(id.as_str().parse::<SessionId>(), Ok(id));
            let key = ApiKey::arbitrary(&mut source).unwrap();
            prop_assert_eq!(key.as_str().parse::<ApiKey>(), Ok(key));
        }
    }

    #[test]
    fn tokens_made_of_different_bytes_are_of_different_projects() {
        let made = |byte: u8| SignedToken::arbitrary(&mut Unstructured::new(&[byte; 600])).unwrap();
        let (one, other) = (made(3), made(5));
        assert_ne!(one.key, other.key);
        assert_ne!(one.secret, other.secret);
    }

    #[test]
    fn a_token_made_for_fuzzing_shows_what_it_grants_and_not_its_text() {
        let token = SignedToken::arbitrary(&mut Unstructured::new(&[3; 600])).unwrap();
        assert_eq!(
            format!("{token:?}"),
            format!("SignedToken {{ key: {:?}, grant: {:?}, .. }}", token.key, token.grant)
        );
    }
}
