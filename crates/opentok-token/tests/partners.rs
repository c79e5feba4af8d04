//! Partner JWTs of the Help Lightning API: what a verified one tells, and which claims make it one.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(all(feature = "std", feature = "jwt"))]

use compact_jws::Hs256Key;
use opentok_token::jwt::help_lightning::verify_partner;
use opentok_token::{Policy, UnixSeconds, VerifyError, scratch_len};
use serde_json::{Value, json};

const NOW: UnixSeconds = UnixSeconds::new(1_700_000_000);

/// The enterprise and the end that a JWT with these claims tells. HMAC stands for the partner's key.
fn verify(claims: &Value) -> Result<(String, UnixSeconds), VerifyError> {
    let key = Hs256Key::new(b"stands for a key pair");
    let token = compact_jws::sign(&key, 512, |writer| {
        for (name, value) in claims.as_object().unwrap() {
            writer.raw(name, &value.to_string());
        }
    })
    .unwrap();
    let mut scratch = vec![0; scratch_len(token.len())];
    let claims = verify_partner(&token, &key, &Policy::new(), NOW, &mut scratch)?;
    Ok((claims.enterprise().to_owned(), claims.expires()))
}

fn partner(name: &str, value: Value) -> Value {
    let mut claims = json!({"iss": "Ghazal", "aud": "Ghazal", "sub": "Partner:48", "exp": NOW.get() + 60});
    claims[name] = value;
    claims
}

#[test]
fn a_partner_tells_its_enterprise_and_when_it_ends() {
    let told = Ok(("48".to_owned(), NOW.plus(60)));
    assert_eq!(verify(&partner("jti", json!(1))), told);
    assert_eq!(verify(&partner("aud", json!(["x", "Ghazal"]))), told);
}

#[test]
fn claims_of_others_make_no_partner() {
    assert_eq!(verify(&partner("iss", json!("ghazal"))), Err(VerifyError::Issuer));
    assert_eq!(verify(&partner("aud", json!(["x"]))), Err(VerifyError::Audience));
    assert_eq!(verify(&partner("aud", json!("x"))), Err(VerifyError::Audience));
    assert_eq!(verify(&partner("sub", json!("User:48"))), Err(VerifyError::Subject));
    assert_eq!(verify(&partner("sub", json!("Partner:"))), Err(VerifyError::Subject));
}
