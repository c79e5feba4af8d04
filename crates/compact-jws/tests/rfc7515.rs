//! The published examples: RFC 7515, appendices A.1 and A.2.

use compact_jws::{Hs256Key, UntrustedJws};

#[test]
fn example_a1_verifies() {
    let token = include_str!("data/rfc7515_a1_token.txt").trim_end();
    let key = Hs256Key::new(&decode_base64url(include_str!("data/rfc7515_a1_key.txt").trim_end()));
    let mut scratch = [0; 256];
    let verified = UntrustedJws::parse(token).unwrap().verify(&key, &mut scratch).unwrap();
    assert_eq!(verified.header().as_str(), "{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}");
    assert_claims(verified.claims());
}

#[cfg(feature = "rs256")]
#[test]
fn example_a2_verifies_and_signs() {
    use compact_jws::{RsaPrivateKey, RsaPublicKey, SigningKey};

    let token = include_str!("data/rfc7515_a2_token.txt").trim_end();
    let public = RsaPublicKey::from_pem(include_str!("data/rfc7515_a2_public_spki.pem")).unwrap();
    let untrusted = UntrustedJws::parse(token).unwrap();
    let mut scratch = [0; 512];
    let verified = untrusted.verify(&public, &mut scratch).unwrap();
    assert_eq!(verified.header().as_str(), r#"{"alg":"RS256"}"#);
    assert_claims(verified.claims());

    let private = RsaPrivateKey::from_pem(include_str!("data/rfc7515_a2_private_pkcs8.pem")).unwrap();
    let (input, signature) = token.rsplit_once('.').unwrap();
    let mut signed = [0; 256];
    private.sign(input.as_bytes(), &mut signed).unwrap();
    assert_eq!(signed[..], decode_base64url(signature));
}

fn assert_claims(claims: compact_jws::json::Object<'_>) {
    let expected = "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}";
    assert_eq!(claims.as_str(), expected);
    assert!(
        claims
            .get("iss")
            .and_then(|iss| iss.as_text())
            .is_some_and(|iss| iss == "joe")
    );
    assert_eq!(
        claims.get("exp").and_then(|exp| exp.as_number()?.as_i64()),
        Some(1_300_819_380)
    );
    assert_eq!(
        claims.get("http://example.com/is_root").and_then(|root| root.as_bool()),
        Some(true)
    );
}

fn decode_base64url(text: &str) -> Vec<u8> {
    use base64ct::{Base64UrlUnpadded, Encoding};
    let mut bytes = vec![0; text.len()];
    Base64UrlUnpadded::decode(text, &mut bytes)
        .expect("test data are base64url")
        .to_vec()
}
