//! Agreement with an independent implementation, in both directions.

use compact_jws::{Hs256Key, UntrustedJws, VerifyError, json::ObjectWriter, sign_into};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use proptest::{collection::vec, prelude::*};
use serde_json::{Map, Value};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_we_sign_they_read(secret in vec(any::<u8>(), 1..100), claims in claims()) {
        let mut out = vec![0; 65_536];
        let token = sign_into(&Hs256Key::new(&secret), |out| write(out, &claims), &mut out).unwrap();
        let read = decode::<Map<String, Value>>(token, &DecodingKey::from_secret(&secret), &lenient(Algorithm::HS256));
        prop_assert_eq!(read.unwrap().claims, claims);
    }

    #[test]
    fn what_they_sign_we_read(secret in vec(any::<u8>(), 1..100), other in vec(any::<u8>(), 1..100), claims in claims()) {
        let token = encode(&Header::default(), &claims, &EncodingKey::from_secret(&secret)).unwrap();
        let untrusted = UntrustedJws::parse(&token).unwrap();
        let mut scratch = vec![0; untrusted.scratch_len()];
        let verified = untrusted.verify(&Hs256Key::new(&secret), &mut scratch).unwrap();
        let read: Map<String, Value> = serde_json::from_str(verified.claims().as_str()).unwrap();
        prop_assert_eq!(read, claims);

        // HMAC pads a key with zeros, so keys that differ in those alone are one key.
        let trim = |key: &[u8]| key.iter().rposition(|&byte| byte != 0).map(|last| key[..=last].to_vec());
        prop_assume!(trim(&secret) != trim(&other));
        let refused = untrusted.verify(&Hs256Key::new(&other), &mut scratch).unwrap_err();
        prop_assert_eq!(refused, VerifyError::Signature);
    }

    #[test]
    fn what_we_write_is_what_they_would_write(claims in claims()) {
        let key = Hs256Key::new(b"");
        let mut out = vec![0; 65_536];
        let token = sign_into(&key, |out| write(out, &claims), &mut out).unwrap();
        let mut scratch = vec![0; token.len()];
        let verified = UntrustedJws::parse(token).unwrap().verify(&key, &mut scratch).unwrap();
        prop_assert_eq!(verified.claims().as_str(), serde_json::to_string(&claims).unwrap());
    }
}

#[cfg(feature = "rs256")]
#[test]
fn rsa_tokens_agree_in_both_directions() {
    use compact_jws::{RsaPrivateKey, RsaPublicKey};

    let private_pem = include_str!("data/rfc7515_a2_private_pkcs8.pem");
    let public_pem = include_str!("data/rfc7515_a2_public_spki.pem");
    let claims: Map<String, Value> =
        serde_json::from_str(r#"{"iss":"joe","iat":1,"data":null,"text":"é\n\u0001"}"#).unwrap();

    let private = RsaPrivateKey::from_pem(private_pem).unwrap();
    let mut out = [0; 1024];
    let token = sign_into(&private, |out| write(out, &claims), &mut out).unwrap();
    let key = DecodingKey::from_rsa_pem(public_pem.as_bytes()).unwrap();
    let read = decode::<Map<String, Value>>(&token, &key, &lenient(Algorithm::RS256)).unwrap();
    assert_eq!(read.claims, claims);

    let key = EncodingKey::from_rsa_pem(private_pem.as_bytes()).unwrap();
    let token = encode(&Header::new(Algorithm::RS256), &claims, &key).unwrap();
    let public = RsaPublicKey::from_pem(public_pem).unwrap();
    let mut scratch = [0; 1024];
    let verified = UntrustedJws::parse(&token)
        .unwrap()
        .verify(&public, &mut scratch)
        .unwrap();
    assert_eq!(verified.claims().as_str(), serde_json::to_string(&claims).unwrap());
}

/// Signature and algorithm only.
fn lenient(algorithm: Algorithm) -> Validation {
    let mut validation = Validation::new(algorithm);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation
}

fn claims() -> impl Strategy<Value = Map<String, Value>> {
    let text = prop_oneof![any::<String>(), "[ -~]{0,80}", "[\"\\\\\n\u{0}-\u{1f}a/]{0,20}"];
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        text.clone().prop_map(Value::from),
        vec(text.clone(), 0..4).prop_map(Value::from),
    ];
    let member = (text.clone(), scalar.clone());
    let inner = vec(member, 0..3).prop_map(|members| Value::Object(members.into_iter().collect()));
    vec((text, prop_oneof![4 => scalar, 1 => inner]), 0..8).prop_map(|members| members.into_iter().collect())
}

fn write(out: &mut ObjectWriter<'_>, members: &Map<String, Value>) {
    for (name, value) in members {
        match value {
            Value::Null => out.null(name),
            Value::Bool(value) => out.boolean(name, *value),
            Value::String(value) => out.text(name, value),
            Value::Array(values) => out.texts(name, values.iter().filter_map(Value::as_str)),
            Value::Object(members) => out.object(name, |out| write(out, members)),
            Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(value), _) => out.integer(name, value),
                (None, Some(value)) => out.unsigned(name, value),
                (None, None) => out.raw(name, &number.to_string()),
            },
        };
    }
}
