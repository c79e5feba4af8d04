//! Verifying: many projects, sessions and roles that are asked for, replays, test tokens, tampering.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![allow(clippy::std_instead_of_alloc, reason = "a test has std")]
#![cfg(feature = "std")]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex};

use opentok_token::{
    ApiKey, ApiSecret, Grant, Nonce, Project, ReplayGuard, Role, SessionId, SessionIdError, Signer, TokenKind,
    TokenUse, UnixSeconds, Verifier, VerifyError, scratch_len,
};
use proptest::prelude::*;

mod records;

const NOW: UnixSeconds = UnixSeconds::new(1_700_000_000);
const SESSION: &str = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5";
const OTHER_SESSION: &str = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzM34";

fn project(key: &str) -> Project {
    Project::new(key.parse().unwrap(), ApiSecret::new(&key.repeat(5)))
}

fn token(grant: impl for<'a> FnOnce(Grant<'a>) -> Grant<'a>) -> String {
    let session = SESSION.parse().unwrap();
    let grant = grant(Grant::new(&session));
    Signer::new(project("45676632"))
        .sign_t1(&grant, NOW, Nonce::new(7))
        .unwrap()
        .into_string()
}

#[test]
fn the_project_is_looked_up_by_its_key() {
    let token = token(|grant| grant);
    let projects = ["1", "45676632", "27086612"].map(project);
    let by_key: BTreeMap<ApiKey, Project> = projects
        .iter()
        .map(|project| (*project.key(), project.clone()))
        .collect();
    let hashed: HashMap<ApiKey, Project> = by_key.clone().into_iter().collect();
    assert!(Verifier::new(projects.clone()).verify(&token, NOW).is_ok());
    assert!(Verifier::new(projects.to_vec()).verify(&token, NOW).is_ok());
    assert!(Verifier::new(Arc::new(by_key.clone())).verify(&token, NOW).is_ok());
    assert!(Verifier::new(&by_key).verify(&token, NOW).is_ok());
    assert!(Verifier::new(hashed).verify(&token, NOW).is_ok());
}

#[test]
fn an_unknown_project_and_a_wrong_signature_are_one_error() {
    let token = token(|grant| grant);
    assert_eq!(
        Verifier::new(project("1")).verify(&token, NOW),
        Err(VerifyError::Signature)
    );
    let impostor = Project::new("45676632".parse().unwrap(), ApiSecret::new("guess"));
    assert_eq!(Verifier::new(impostor).verify(&token, NOW), Err(VerifyError::Signature));
    assert_eq!(
        Verifier::new(Vec::<Project>::new()).verify(&token, NOW),
        Err(VerifyError::Signature)
    );
}

/// A decoy's signature must not open anything: nobody knows that secret to be one, but it is in this source.
#[test]
fn the_decoy_secret_signs_for_nobody() {
    let session: SessionId = SESSION.parse().unwrap();
    let forger = Project::new("45676632".parse().unwrap(), ApiSecret::new(""));
    let forged = Signer::new(forger)
        .sign_t1(&Grant::new(&session), NOW, Nonce::new(7))
        .unwrap();
    assert_eq!(
        Verifier::new(project("1")).verify(forged.expose(), NOW),
        Err(VerifyError::Signature)
    );
    assert_eq!(
        Verifier::new(project("45676632")).verify(forged.expose(), NOW),
        Err(VerifyError::Signature)
    );
}

#[test]
fn session_and_role_can_be_required() {
    let claims = Verifier::new(project("45676632"))
        .verify(&token(|grant| grant.role(Role::Moderator)), NOW)
        .unwrap();
    assert_eq!(claims.require_session(&SESSION.parse().unwrap()), Ok(()));
    assert_eq!(
        claims.require_session(&OTHER_SESSION.parse().unwrap()),
        Err(VerifyError::SessionMismatch)
    );
    assert_eq!(claims.require_role(Role::Moderator), Ok(()));
    assert_eq!(claims.require_role(Role::Publisher), Err(VerifyError::Role));
}

#[test]
fn a_replay_guard_sees_each_token_once() {
    #[derive(Default)]
    struct Guard(Mutex<HashSet<(String, u64, String)>>);

    impl ReplayGuard for Guard {
        fn is_first_use(&self, token: &TokenUse<'_>) -> bool {
            assert!(token.expires() > token.created());
            let name = (
                token.session().to_owned(),
                token.created().get(),
                token.nonce().to_owned(),
            );
            self.0.lock().unwrap().insert(name)
        }
    }

    let guard = Guard::default();
    let claims = Verifier::new(project("45676632"))
        .verify(&token(|grant| grant), NOW)
        .unwrap();
    assert_eq!(claims.require_first_use(&guard), Ok(()));
    assert_eq!(claims.require_first_use(&guard), Err(VerifyError::Replayed));
}

#[test]
fn test_tokens_open_nothing_unless_asked_for() {
    let session: SessionId = SESSION.parse().unwrap();
    let verifier = Verifier::new(project("45676632"));
    for (text, role) in [("devtoken", Role::Publisher), ("moderator_token", Role::Moderator)] {
        assert_eq!(verifier.verify(text, NOW), Err(VerifyError::Shape));
        let claims = verifier.verify_or_test_token(text, &session, NOW, &mut []).unwrap();
        assert_eq!(
            (claims.kind(), claims.role(), claims.session()),
            (TokenKind::Test, role, session)
        );
    }
    let token = token(|grant| grant);
    let mut scratch = vec![0; scratch_len(token.len())];
    let claims = verifier
        .verify_or_test_token(&token, &session, NOW, &mut scratch)
        .unwrap();
    assert_eq!(claims.kind(), TokenKind::T1);
    let other = OTHER_SESSION.parse().unwrap();
    let result = verifier.verify_or_test_token(&token, &other, NOW, &mut scratch);
    assert_eq!(result, Err(VerifyError::SessionMismatch));
    for text in ["Devtoken", "devtoken ", "moderator_token\0", ""] {
        assert!(
            verifier.verify_or_test_token(text, &session, NOW, &mut []).is_err(),
            "{text:?}"
        );
    }
}

#[test]
fn any_flipped_bit_is_refused() {
    let token = token(|grant| grant.role(Role::Moderator).data("name=Bob").layout_classes(&["focus"]));
    let verifier = Verifier::new(project("45676632"));
    assert!(verifier.verify(&token, NOW).is_ok());
    for at in 0..token.len() {
        for bit in 0..8 {
            let mut bytes = token.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            let Ok(flipped) = String::from_utf8(bytes) else {
                continue;
            };
            assert!(verifier.verify(&flipped, NOW).is_err(), "byte {at}, bit {bit}");
        }
    }
}

#[test]
fn the_first_sdks_messages_come_back() {
    let ids: serde_json::Value = serde_json::from_str(include_str!("data/legacy/session_ids.json")).unwrap();
    for record in ids.as_array().unwrap() {
        let result = SessionId::parse_for(
            record["session_id"].as_str().unwrap(),
            &record["api_key"].as_str().unwrap().parse().unwrap(),
        );
        assert_eq!(result.is_ok(), record["ok"], "{record}");
        match result {
            Ok(id) => assert_eq!(
                serde_json::json!(id.payload().fields().collect::<Vec<_>>()),
                record["fields"]
            ),
            Err(error) => assert_eq!(error.legacy_message(), record["message"]),
        }
    }
    assert_eq!("".parse::<SessionId>(), Err(SessionIdError::Empty));
}

#[test]
fn tokens_of_2011_to_2014_are_read() {
    let file: serde_json::Value = serde_json::from_str(include_str!("data/legacy/tokens.json")).unwrap();
    for record in file["tokens"].as_array().unwrap() {
        let text = |name: &str| record[name].as_str().unwrap();
        let project = Project::new(text("api_key").parse().unwrap(), ApiSecret::new(text("api_secret")));
        let created = text("data_string").split("create_time=").nth(1).unwrap();
        let now = created
            .split('&')
            .next()
            .unwrap()
            .split('.')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        let result = Verifier::new(project).verify(text("token"), UnixSeconds::new(now));
        let claims = result.unwrap_or_else(|error| panic!("{}: {error}", record["name"]));
        assert_eq!(claims.session().as_str(), file["session_id"]);
    }
}

proptest! {
    #[test]
    fn what_is_signed_is_read_back(
        role in prop::sample::select(Role::ALL.to_vec()),
        data in "\\PC{0,300}",
        classes in prop::collection::vec("[^\\s]{1,20}", 0..6),
        lifetime in 1_u64..=2_592_000,
        nonce: u64,
    ) {
        let session: SessionId = SESSION.parse().unwrap();
        let classes: Vec<&str> = classes.iter().map(String::as_str).collect();
        let grant = Grant::new(&session).role(role).data(&data).layout_classes(&classes).expires_at(NOW.plus(lifetime));
        let token = Signer::new(project("45676632")).sign_t1(&grant, NOW, Nonce::new(nonce)).unwrap();
        let claims = Verifier::new(project("45676632")).verify(token.expose(), NOW).unwrap();
        prop_assert_eq!(claims.role(), role);
        prop_assert_eq!(claims.data().unwrap_or_default(), data);
        prop_assert_eq!(claims.layout_classes().collect::<Vec<_>>(), classes);
        prop_assert_eq!(claims.expires(), NOW.plus(lifetime));
        prop_assert_eq!(claims.nonce().map(str::to_owned), Some(nonce.to_string()));
    }

    #[test]
    fn no_text_makes_a_verifier_panic(text in "(T1==)?[A-Za-z0-9+/=.%& ]{0,200}|\\PC{0,100}") {
        prop_assert!(Verifier::new(project("45676632")).verify(&text, NOW).is_err());
    }
}
