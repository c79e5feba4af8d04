//! What a verified token tells, one claim at a time.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(all(feature = "std", feature = "jwt"))]

use core::cell::RefCell;

use opentok_token::{
    ApiSecret, ClaimsBuf, Grant, JwtId, Nonce, Policy, Project, ReplayGuard, Role, SessionId, Signer, TokenKind,
    TokenUse, UnixSeconds, Verifier, VerifyError,
};

const NOW: UnixSeconds = UnixSeconds::new(1_700_000_000);
const SESSION: &str = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5";

fn project() -> Project {
    Project::new(
        "45676632".parse().unwrap(),
        ApiSecret::new("1234567890abcdef1234567890abcdef12345678"),
    )
}

/// The same grant as a T1 token and as a JWT, verified.
fn both_forms() -> [ClaimsBuf; 2] {
    let session: SessionId = SESSION.parse().unwrap();
    let grant = Grant::new(&session)
        .role(Role::Subscriber)
        .data("Bob")
        .layout_classes(&["a", "b"]);
    let signer = Signer::new(project());
    let t1 = signer.sign_t1(&grant, NOW, Nonce::new(7)).unwrap();
    let jwt = signer
        .sign_jwt(&grant, NOW, Nonce::new(7), JwtId::new([0xab; 16]))
        .unwrap();
    [t1, jwt].map(|token| Verifier::new(project()).verify(token.expose(), NOW).unwrap())
}

#[test]
fn both_forms_tell_the_same_but_for_their_own_names() {
    for claims in both_forms() {
        assert_eq!(claims.issuer(), "45676632");
        assert_eq!(claims.session().as_str(), SESSION);
        assert_eq!(claims.role(), Role::Subscriber);
        assert_eq!((claims.created(), claims.expires()), (NOW, NOW.plus(86_400)));
        assert_eq!(claims.nonce(), Some("7"));
        assert_eq!(claims.data(), Some("Bob"));
        assert_eq!(claims.layout_classes().collect::<Vec<_>>(), ["a", "b"]);
        let borrowed = claims.as_claims();
        assert_eq!(
            (borrowed.kind(), borrowed.issuer(), borrowed.session(), borrowed.role()),
            (claims.kind(), claims.issuer(), claims.session(), claims.role())
        );
        assert_eq!(
            (
                borrowed.created(),
                borrowed.expires(),
                borrowed.nonce(),
                borrowed.jwt_id()
            ),
            (claims.created(), claims.expires(), claims.nonce(), claims.jwt_id())
        );
        assert_eq!(borrowed.data(), claims.data());
        assert_eq!(borrowed.layout_classes().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(ClaimsBuf::from(borrowed), claims);
    }
    let [t1, jwt] = both_forms();
    assert_eq!((t1.kind(), t1.jwt_id()), (TokenKind::T1, None));
    assert_eq!((jwt.kind(), jwt.jwt_id()), (TokenKind::Jwt, Some(&*"ab".repeat(16))));
}

#[test]
fn a_kind_is_shown_by_its_name() {
    let shown = [TokenKind::T1, TokenKind::Jwt, TokenKind::Test].map(|kind| format!("{kind:<4}|"));
    assert_eq!(shown, ["t1  |", "jwt |", "test|"]);
}

/// Keeps what it is asked, and admits everything.
#[derive(Default)]
struct Witness(RefCell<Vec<(String, UnixSeconds, UnixSeconds, String)>>);

impl ReplayGuard for Witness {
    fn is_first_use(&self, token: &TokenUse<'_>) -> bool {
        let (session, nonce) = (token.session().to_owned(), token.nonce().to_owned());
        self.0
            .borrow_mut()
            .push((session, token.created(), token.expires(), nonce));
        true
    }
}

#[test]
fn a_replay_guard_is_told_what_makes_a_token_one_of_its_kind() {
    let witness = Witness::default();
    for claims in both_forms() {
        assert_eq!(claims.require_first_use(&witness), Ok(()));
    }
    let use_of = |name: &str| (SESSION.to_owned(), NOW, NOW.plus(86_400), name.to_owned());
    // A JWT has a name of its own, which is better than a nonce.
    assert_eq!(*witness.0.borrow(), [use_of("7"), use_of(&"ab".repeat(16))]);
}

#[test]
fn a_verifier_shows_its_policy_and_no_project() {
    let verifier = Verifier::new(project()).policy(Policy::new().leeway(60));
    assert_eq!(
        format!("{verifier:?}"),
        "Verifier { policy: Policy { leeway: 60, max_lifetime: 2592000, requires_expiry: false }, .. }"
    );
}

#[test]
fn a_shorter_lifetime_can_be_asked_for() {
    let session: SessionId = SESSION.parse().unwrap();
    let token = Signer::new(project())
        .sign_t1(&Grant::new(&session).expires_at(NOW.plus(61)), NOW, Nonce::new(7))
        .unwrap();
    let verify = |limit| {
        let verifier = Verifier::new(project()).policy(Policy::new().max_lifetime(limit));
        verifier.verify(token.expose(), NOW).map(drop)
    };
    assert_eq!(verify(61), Ok(()));
    assert_eq!(verify(60), Err(VerifyError::LifetimeTooLong { seconds: 61, limit: 60 }));
}

#[cfg(feature = "serde")]
#[test]
fn claims_are_serialised_as_services_name_them() {
    let [t1, jwt] = both_forms();
    let expected = serde_json::json!({
        "kind": "t1", "issuer": "45676632", "session_id": SESSION, "role": "subscriber", "create_time": 1_700_000_000,
        "expire_time": 1_700_086_400, "nonce": "7", "jti": null, "connection_data": "Bob",
        "initial_layout_class_list": ["a", "b"],
    });
    assert_eq!(serde_json::to_value(&t1).unwrap(), expected);
    assert_eq!(serde_json::to_value(t1.as_claims()).unwrap(), expected);
    assert_eq!(serde_json::to_value(&jwt).unwrap()["jti"], "ab".repeat(16));
}
