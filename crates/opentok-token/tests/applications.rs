//! JWTs of the unified environment: what an application signs, what is in it, and whose sessions it may open.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(all(feature = "std", feature = "jwt"))]

use compact_jws::{Hs256Key, UntrustedJws};
use opentok_token::jwt::{ApplicationSigner, ApplicationVerifier, Level};
use opentok_token::{
    Grant, JwtId, Role, SessionId, SessionIdError, SignError, UnixSeconds, VerifyError, limits, scratch_len,
};
use serde_json::{Value, json};

mod fake_rsa;

use fake_rsa::FakeRsa;

const NOW: UnixSeconds = UnixSeconds::new(1_700_000_000);
const APPLICATION: &str = "316039c3-a464-455f-85e1-4de116eb78f6";
const ID: JwtId = JwtId::new([0xab; 16]);
const UUID: &str = "abababab-abab-4bab-abab-abababababab";

fn key() -> FakeRsa {
    FakeRsa(Hs256Key::new(b"stands for a key pair"))
}

fn signer() -> ApplicationSigner<FakeRsa> {
    ApplicationSigner::new(APPLICATION.parse().unwrap(), key())
}

fn verifier() -> ApplicationVerifier<FakeRsa> {
    ApplicationVerifier::new(APPLICATION.parse().unwrap(), key())
}

/// The id of a session made by an application or a project.
fn session_of(owner: &str) -> SessionId {
    let payload = format!("1~{owner}~~1700000000000~x~");
    let mut text = [0; 255];
    let body = <base64ct::Base64UrlUnpadded as base64ct::Encoding>::encode(payload.as_bytes(), &mut text).unwrap();
    format!("1_{body}").parse().unwrap()
}

/// The payload of a token, which was checked to be the key's.
fn payload(token: &str) -> Value {
    let untrusted = UntrustedJws::parse(token).unwrap();
    let mut scratch = vec![0; untrusted.scratch_len()];
    let verified = untrusted.verify(&key(), &mut scratch).unwrap();
    serde_json::from_str(verified.claims().as_str()).unwrap()
}

#[test]
fn a_client_jwt_has_the_claims_of_the_unified_environment() {
    let session = session_of(APPLICATION);
    let grant = Grant::new(&session).role(Role::Moderator).data("name=Bob");
    let mut out = [0; 1024];
    let borrowed = signer().sign_client_into(&grant, NOW, ID, &mut out).unwrap();
    let owned = signer().sign_client(&grant, NOW, ID).unwrap();
    assert_eq!(borrowed, owned.expose());
    let expected = json!({
        "application_id": APPLICATION, "jti": UUID, "session_id": session.as_str(), "role": "moderator",
        "iat": 1_700_000_000, "exp": 1_700_086_400, "scope": "session.connect", "connection_data": "name=Bob",
        "sub": "video", "acl": {"paths": {"/session/**": {}}},
    });
    assert_eq!(payload(borrowed), expected);
}

#[test]
fn a_rest_jwt_names_the_application_and_lives_three_minutes() {
    let mut out = [0; 512];
    let borrowed = signer().sign_rest_into(NOW, ID, &mut out).unwrap();
    let owned = signer().sign_rest(NOW, ID).unwrap();
    assert_eq!(borrowed, owned.expose());
    let expected = json!({"application_id": APPLICATION, "jti": UUID, "iat": 1_700_000_000, "exp": 1_700_000_180});
    assert_eq!(payload(borrowed), expected);
}

#[test]
fn a_rest_jwt_tells_its_verifier_whose_it_is() {
    let token = signer().sign_rest(NOW, ID).unwrap();
    let mut scratch = vec![0; scratch_len(token.expose().len())];
    let claims = verifier().verify_rest_into(token.expose(), NOW, &mut scratch).unwrap();
    assert_eq!((claims.issuer(), claims.level()), (APPLICATION, Level::Project));
    assert_eq!((claims.created(), claims.expires()), (NOW, NOW.plus(180)));
    assert_eq!(claims.jwt_id(), Some(UUID));
    let owned = verifier().verify_rest(token.expose(), NOW).unwrap();
    assert_eq!(owned.as_claims(), claims);
}

#[test]
fn a_buffer_that_is_too_short_is_answered_with_the_length_that_does() {
    let session = session_of(APPLICATION);
    let token = signer().sign_client(&Grant::new(&session), NOW, ID).unwrap();
    let mut short = vec![0; token.expose().len() - 1];
    let refused = signer().sign_client_into(&Grant::new(&session), NOW, ID, &mut short);
    assert_eq!(
        refused,
        Err(SignError::BufferTooSmall {
            needed: token.expose().len()
        })
    );
}

#[test]
fn an_application_opens_its_own_sessions_and_those_of_a_project() {
    for owner in [APPLICATION, "45676632"] {
        let session = session_of(owner);
        let token = signer().sign_client(&Grant::new(&session), NOW, ID).unwrap();
        let claims = verifier().verify_client(token.expose(), NOW).unwrap();
        assert_eq!((claims.session(), claims.issuer()), (session, APPLICATION));
    }
}

#[test]
fn another_applications_session_is_neither_signed_for_nor_believed() {
    let session = session_of("16e3ff57-2807-4555-b26f-fbe1cf6c2836");
    let refused = signer().sign_client(&Grant::new(&session), NOW, ID).map(drop);
    assert_eq!(refused, Err(SignError::OtherProject));
    let claims = json!({
        "application_id": APPLICATION, "iat": NOW.get(), "exp": NOW.get() + 60, "scope": "session.connect",
        "session_id": session.as_str(), "role": "publisher",
    });
    let token = compact_jws::sign(&key(), 1024, |writer| {
        for (name, value) in claims.as_object().unwrap() {
            writer.raw(name, &value.to_string());
        }
    })
    .unwrap();
    let refused = verifier().verify_client(&token, NOW).map(drop);
    assert_eq!(refused, Err(VerifyError::Session(SessionIdError::OtherProject)));
}

#[test]
fn limits_are_those_of_a_project() {
    let session = session_of(APPLICATION);
    let sign = |signer: &ApplicationSigner<FakeRsa>, seconds| {
        let grant = Grant::new(&session).expires_at(NOW.plus(seconds));
        signer.sign_client(&grant, NOW, ID).map(drop)
    };
    let too_long = |limit| {
        Err(SignError::LifetimeTooLong {
            seconds: limit + 1,
            limit,
        })
    };
    let limit = limits::MAX_LIFETIME;
    assert_eq!(sign(&signer(), limit), Ok(()));
    assert_eq!(sign(&signer(), limit + 1), too_long(limit));
    let short_lived = signer().max_lifetime(60);
    assert_eq!(sign(&short_lived, 60), Ok(()));
    assert_eq!(sign(&short_lived, 61), too_long(60));
}

#[test]
fn a_signer_tells_its_application() {
    assert_eq!(signer().id().as_str(), APPLICATION);
}
