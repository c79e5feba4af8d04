//! JWTs: what is signed here the `jsonwebtoken` crate reads, and the reverse.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(all(feature = "std", feature = "jwt"))]

use core::time::Duration;

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use opentok_token::jwt::Level;
use opentok_token::{
    ApiSecret, Grant, JwtId, Nonce, Policy, Project, Role, SessionId, SignError, Signer, UnixSeconds, Verifier,
    VerifyError, scratch_len,
};
use proptest::prelude::*;
use serde_json::{Value, json};

const NOW: UnixSeconds = UnixSeconds::new(1_700_000_000);
const SECRET: &str = "1234567890abcdef1234567890abcdef12345678";
const SESSION: &str = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5";

fn project() -> Project {
    Project::new("45676632".parse().unwrap(), ApiSecret::new(SECRET))
}

fn judge(token: &str) -> Value {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.validate_exp = false;
    validation.required_spec_claims.clear();
    jsonwebtoken::decode(token, &DecodingKey::from_secret(SECRET.as_bytes()), &validation)
        .unwrap()
        .claims
}

fn make(claims: &Value) -> String {
    jsonwebtoken::encode(
        &Header::new(Algorithm::HS256),
        claims,
        &EncodingKey::from_secret(SECRET.as_bytes()),
    )
    .unwrap()
}

#[test]
fn no_connection_data_may_be_said_with_null() {
    let client = |data: Value| {
        make(&json!({
            "session_id": SESSION, "role": "publisher", "iat": 1_700_000_000, "exp": 1_700_086_400,
            "scope": "session.connect", "connection_data": data, "iss": "45676632", "ist": "project", "nonce": 7,
        }))
    };
    let data = |token: &str| {
        let claims = Verifier::new(project()).verify(token, NOW)?;
        Ok(claims.data().map(str::to_owned))
    };
    assert_eq!(data(&client(json!("Bob"))), Ok(Some("Bob".to_owned())));
    assert_eq!(data(&client(Value::Null)), Ok(None));
    assert_eq!(
        data(&client(json!(7))),
        Err(VerifyError::BadClaim {
            name: "connection_data"
        })
    );
}

#[test]
fn a_client_jwt_has_the_claims_of_the_python_sdk_and_a_name() {
    let session: SessionId = SESSION.parse().unwrap();
    let grant = Grant::new(&session)
        .role(Role::Moderator)
        .data("a \"b\"")
        .layout_classes(&["x", "y"]);
    let token = Signer::new(project())
        .sign_jwt(&grant, NOW, Nonce::new(7), JwtId::new([0xab; 16]))
        .unwrap();
    let expected = json!({
        "session_id": SESSION, "role": "moderator", "iat": 1_700_000_000, "exp": 1_700_086_400,
        "scope": "session.connect", "initial_layout_class_list": "x y", "connection_data": "a \"b\"",
        "iss": "45676632", "ist": "project", "nonce": 7, "jti": "ab".repeat(16),
    });
    assert_eq!(judge(token.expose()), expected);
}

#[test]
fn a_nonce_that_doubles_cannot_hold_is_a_text() {
    let session: SessionId = SESSION.parse().unwrap();
    let nonce_of = |nonce: Nonce| {
        let token = Signer::new(project())
            .sign_jwt(&Grant::new(&session), NOW, nonce, JwtId::new([0; 16]))
            .unwrap();
        judge(token.expose())["nonce"].take()
    };
    assert_eq!(nonce_of(Nonce::new(1 << 53)), json!(1_u64 << 53));
    assert_eq!(nonce_of(Nonce::new((1 << 53) + 1)), json!("9007199254740993"));
    assert_eq!(nonce_of("0.25".parse().unwrap()), json!("0.25"));
}

#[test]
fn a_rest_jwt_lives_three_minutes_and_opens_no_session() {
    let token = Signer::new(project())
        .sign_rest_jwt(Level::Account, NOW, JwtId::new([1; 16]))
        .unwrap();
    let expected = json!({"iss": "45676632", "ist": "account", "iat": 1_700_000_000, "exp": 1_700_000_180, "jti": "01".repeat(16)});
    assert_eq!(judge(token.expose()), expected);
    let verifier = Verifier::new(project());
    assert!(verifier.verify_rest(token.expose(), Level::Account, NOW).is_ok());
    assert_eq!(
        verifier.verify_rest(token.expose(), Level::Project, NOW),
        Err(VerifyError::Level)
    );
    assert!(verifier.verify(token.expose(), NOW).is_err());
}

#[test]
fn a_rest_jwt_has_at_most_five_minutes() {
    let verifier = Verifier::new(project());
    let living =
        |seconds| make(&json!({"iss": "45676632", "ist": "project", "iat": NOW.get(), "exp": NOW.get() + seconds}));
    assert!(verifier.verify_rest(&living(300), Level::Project, NOW).is_ok());
    let error = verifier.verify_rest(&living(301), Level::Project, NOW);
    assert_eq!(
        error,
        Err(VerifyError::LifetimeTooLong {
            seconds: 301,
            limit: 300
        })
    );
}

#[test]
fn a_jwt_without_expiry_ends_after_a_day_or_is_refused() {
    let claims = json!({"iss": "45676632", "ist": "project", "iat": NOW.get(), "scope": "session.connect", "session_id": SESSION});
    let (token, verifier) = (make(&claims), Verifier::new(project()));
    assert_eq!(verifier.verify(&token, NOW).unwrap().expires(), NOW.plus(86_400));
    assert!(verifier.verify(&token, NOW.plus(86_399)).is_ok());
    assert_eq!(
        verifier.verify(&token, NOW.plus(86_400)),
        Err(VerifyError::Expired { seconds: 0 })
    );
    let strict = verifier.policy(Policy::new().require_expiry(true));
    assert_eq!(
        strict.verify(&token, NOW),
        Err(VerifyError::MissingClaim { name: "exp" })
    );
}

#[test]
fn limits_are_those_of_t1() {
    let session: SessionId = SESSION.parse().unwrap();
    let signer = Signer::new(project());
    let sign = |grant: &Grant<'_>| {
        signer
            .sign_jwt(grant, NOW, Nonce::new(1), JwtId::new([0; 16]))
            .map(drop)
    };
    let past = "x".repeat(1001);
    assert_eq!(sign(&Grant::new(&session).data(&past[1..])), Ok(()));
    assert_eq!(
        sign(&Grant::new(&session).data(&past)),
        Err(SignError::DataTooLong { chars: 1001 })
    );
    let month = Duration::from_secs(2_592_000);
    assert_eq!(sign(&Grant::new(&session).expires_in(month)), Ok(()));
    assert!(sign(&Grant::new(&session).expires_in(month + Duration::from_secs(1))).is_err());
    let other: SessionId = "1_MX4yNzA4NjYxMn5-MTU0NzA4MDUyMTEzNn5sOXU5ZnlWYXplRnZGblV4RUo3dXJpZk1-fg"
        .parse()
        .unwrap();
    assert_eq!(sign(&Grant::new(&other)), Err(SignError::OtherProject));
}

#[test]
fn any_flipped_bit_is_refused() {
    let session: SessionId = SESSION.parse().unwrap();
    let token = Signer::new(project())
        .sign_jwt(&Grant::new(&session), NOW, Nonce::new(1), JwtId::new([0; 16]))
        .unwrap();
    let verifier = Verifier::new(project());
    for at in 0..token.expose().len() {
        for bit in 0..7 {
            let mut bytes = token.expose().to_owned().into_bytes();
            bytes[at] ^= 1 << bit;
            let flipped = String::from_utf8(bytes).unwrap();
            assert!(verifier.verify(&flipped, NOW).is_err(), "byte {at}, bit {bit}");
        }
    }
}

#[test]
fn a_rest_jwt_tells_its_verifier_what_it_is_for() {
    let signer = Signer::new(project());
    let mut out = [0; 512];
    let token = signer
        .sign_rest_jwt_into(Level::Account, NOW, JwtId::new([1; 16]), &mut out)
        .unwrap();
    let owned = signer.sign_rest_jwt(Level::Account, NOW, JwtId::new([1; 16])).unwrap();
    assert_eq!(token, owned.expose());
    let mut scratch = vec![0; scratch_len(token.len())];
    let claims = Verifier::new(project())
        .verify_rest_into(token, Level::Account, NOW, &mut scratch)
        .unwrap();
    assert_eq!((claims.issuer(), claims.level()), ("45676632", Level::Account));
    assert_eq!((claims.created(), claims.expires()), (NOW, NOW.plus(180)));
    assert_eq!(claims.jwt_id(), Some(&*"01".repeat(16)));
}

#[test]
fn a_level_that_is_missing_is_not_one_that_is_wrong() {
    let error = |ist: Value| {
        let mut claims = json!({"iss": "45676632", "iat": NOW.get(), "exp": NOW.get() + 60});
        claims["ist"] = ist;
        claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        Verifier::new(project())
            .verify_rest(&make(&claims), Level::Project, NOW)
            .map(drop)
    };
    assert_eq!(error(json!("project")), Ok(()));
    assert_eq!(error(Value::Null), Err(VerifyError::MissingClaim { name: "ist" }));
    assert_eq!(error(json!(1)), Err(VerifyError::BadClaim { name: "ist" }));
}

#[test]
fn a_short_buffer_is_answered_with_the_length_that_does() {
    let session: SessionId = SESSION.parse().unwrap();
    let (signer, grant, id) = (Signer::new(project()), Grant::new(&session), JwtId::new([0; 16]));
    let token = signer.sign_jwt(&grant, NOW, Nonce::new(1), id).unwrap();
    let len = token.expose().len();
    let mut buffer = vec![0; len];
    let signed = signer.sign_jwt_into(&grant, NOW, Nonce::new(1), id, &mut buffer);
    assert_eq!(signed, Ok(token.expose()));
    let refused = signer.sign_jwt_into(&grant, NOW, Nonce::new(1), id, &mut buffer[1..]);
    assert_eq!(refused, Err(SignError::BufferTooSmall { needed: len }));
}

#[test]
fn classes_in_a_list_are_as_long_as_those_in_one_text() {
    let (half, rest) = ("x".repeat(500), "y".repeat(500));
    let verify = |list: Value| {
        let token = make(&json!({
            "iss": "45676632", "ist": "project", "iat": NOW.get(), "exp": NOW.get() + 60, "session_id": SESSION,
            "scope": "session.connect", "initial_layout_class_list": list,
        }));
        Verifier::new(project())
            .verify(&token, NOW)
            .map(|claims| claims.layout_classes().count())
    };
    assert_eq!(verify(json!([half, rest[1..]])), Ok(2));
    assert_eq!(
        verify(json!([half, rest])),
        Err(VerifyError::LayoutClassesTooLong { chars: 1001 })
    );
}

proptest! {
    #[test]
    fn what_is_signed_here_is_read_there(data in "\\PC{0,200}", classes in prop::collection::vec("[^\\s]{1,12}", 0..5)) {
        let session: SessionId = SESSION.parse().unwrap();
        let classes: Vec<&str> = classes.iter().map(String::as_str).collect();
        let grant = Grant::new(&session).data(&data).layout_classes(&classes);
        let token = Signer::new(project()).sign_jwt(&grant, NOW, Nonce::new(7), JwtId::new([0; 16])).unwrap();
        let claims = judge(token.expose());
        prop_assert_eq!(claims["connection_data"].as_str().unwrap_or_default(), &data);
        prop_assert_eq!(claims["initial_layout_class_list"].as_str().unwrap_or_default(), classes.join(" "));
    }

    #[test]
    fn what_is_signed_there_is_read_here(data: String, extra: String, name in "[a-z]{1,8}x", nonce: f64) {
        prop_assume!(data.chars().count() <= 1000);
        let token = make(&json!({
            "iss": "45676632", "ist": "project", "iat": NOW.get(), "exp": NOW.get() + 60, "nonce": nonce,
            "scope": "session.connect", "session_id": SESSION, "role": "subscriber", "connection_data": data,
            name: [extra, null, {"deep": true}],
        }));
        let claims = Verifier::new(project()).verify(&token, NOW).unwrap();
        prop_assert_eq!(claims.data(), Some(data.as_str()));
        prop_assert_eq!(claims.role(), Role::Subscriber);
    }
}
