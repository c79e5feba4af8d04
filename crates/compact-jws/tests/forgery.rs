//! Tokens that must not pass.

use compact_jws::{Hs256Key, ParseError, Segment, SigningKey, UntrustedJws, VerifyError, sign_into};

const SECRET: &[u8] = b"correct horse battery staple";

#[test]
fn no_single_bit_may_flip() {
    let key = Hs256Key::new(SECRET);
    let mut out = [0; 512];
    let token = sign_into(
        &key,
        |claims| {
            claims.text("sub", "alice").unsigned("exp", 1_700_000_000);
        },
        &mut out,
    );
    let mut token = token.unwrap().to_owned().into_bytes();
    assert!(verify(str::from_utf8(&token).unwrap()).is_ok());
    for at in 0..token.len() {
        for bit in 0..8 {
            token[at] ^= 1 << bit;
            // A text is UTF-8; bytes that are not cannot come this far.
            if let Ok(token) = str::from_utf8(&token) {
                assert!(verify(token).is_err(), "bit {bit} of byte {at}");
            }
            token[at] ^= 1 << bit;
        }
    }
}

#[test]
fn no_part_may_be_cut_off_or_added() {
    let token = signed(br#"{"alg":"HS256"}"#, br#"{"sub":"alice"}"#);
    assert_eq!(verify(&token), Ok(()));
    for end in 0..token.len() {
        assert!(verify(&token[..end]).is_err(), "{end}");
        assert!(verify(&token[end + 1..]).is_err(), "{end}");
    }
    for extra in ["A", "AA", "=", ".", " ", "\n", "\0", ".A", "é"] {
        assert!(verify(&format!("{token}{extra}")).is_err(), "{extra:?} behind");
        assert!(verify(&format!("{extra}{token}")).is_err(), "{extra:?} before");
    }
}

#[test]
fn the_header_never_chooses_the_algorithm() {
    for header in [
        r#"{}"#,
        r#"{"typ":"JWT"}"#,
        r#"{"alg":null}"#,
        r#"{"alg":""}"#,
        r#"{"alg":["HS256"]}"#,
        r#"{"alg":{"HS256":1}}"#,
        r#"{"alg":256}"#,
        r#"{"alg":true}"#,
        r#"{"alg":"none"}"#,
        r#"{"alg":"None"}"#,
        r#"{"alg":"NONE"}"#,
        r#"{"alg":"nOnE"}"#,
        r#"{"alg":"hs256"}"#,
        r#"{"alg":"Hs256"}"#,
        r#"{"alg":"HS256 "}"#,
        r#"{"alg":"HS256\u0000"}"#,
        r#"{"alg":"HS25"}"#,
        r#"{"alg":"HS384"}"#,
        r#"{"alg":"RS256"}"#,
        r#"{"ALG":"HS256"}"#,
        r#"{"Alg":"HS256","al":"HS256"}"#,
    ] {
        assert_eq!(
            verify(&signed(header.as_bytes(), b"{}")),
            Err(VerifyError::Algorithm),
            "{header}"
        );
    }
    let unsigned = format!("{}.{}.", base64url(br#"{"alg":"none"}"#), base64url(b"{}"));
    assert_eq!(verify(&unsigned), Err(VerifyError::Algorithm));
}

#[test]
fn an_algorithm_may_be_written_with_escapes() {
    // The same JSON text, so the same header.
    assert_eq!(verify(&signed(br#"{"\u0061lg":"\u0048S256"}"#, b"{}")), Ok(()));
}

#[test]
fn crit_is_refused_whatever_it_says() {
    for crit in [
        r#"["exp"]"#,
        "[]",
        "null",
        "false",
        r#""b64""#,
        r#"["b64"],"b64":false"#,
    ] {
        let header = format!(r#"{{"alg":"HS256","crit":{crit}}}"#);
        assert_eq!(
            verify(&signed(header.as_bytes(), b"{}")),
            Err(VerifyError::Critical),
            "{header}"
        );
    }
}

#[test]
fn key_hints_in_the_header_mean_nothing() {
    let header =
        br#"{"alg":"HS256","kid":"../../dev/null","jku":"https://evil.example/","jwk":{"kty":"oct","k":""},"x5u":"x"}"#;
    assert_eq!(verify(&signed(header, b"{}")), Ok(()));
}

#[test]
fn the_payload_is_judged_after_the_signature() {
    let good = signed(br#"{"alg":"HS256"}"#, b"not JSON");
    assert!(matches!(verify(&good), Err(VerifyError::Parse(ParseError::Payload(_)))));
    let (input, _) = good.rsplit_once('.').unwrap();
    assert_eq!(
        verify(&format!("{input}.{}", base64url(&[0; 32]))),
        Err(VerifyError::Signature)
    );
}

#[test]
fn a_signature_of_another_length_is_refused() {
    let token = signed(br#"{"alg":"HS256"}"#, b"{}");
    let (input, signature) = token.rsplit_once('.').unwrap();
    assert_eq!(verify(&format!("{input}.")), Err(VerifyError::Signature));
    for cut in 1..signature.len() {
        assert!(verify(&format!("{input}.{}", &signature[..cut])).is_err());
    }
    assert_eq!(verify(&format!("{token}AAAA")), Err(VerifyError::Signature));
    assert_eq!(
        verify(&format!("{input}.{}", base64url(&[0; 1000]))),
        Err(VerifyError::Signature)
    );
}

#[test]
fn base64_is_read_one_way() {
    let token = signed(br#"{"alg":"HS256"}"#, br#"{"a":1}"#);
    let [header, payload, signature] = token.split('.').collect::<Vec<_>>()[..] else {
        unreachable!()
    };
    for (payload, reason) in [
        (payload.to_owned() + "=", "padding"),
        (payload.to_owned() + "==", "padding"),
        (payload.to_owned() + "\n", "white space"),
        (payload[..payload.len() - 1].to_owned() + "R", "bits left over"),
        (payload.replacen('e', "+", 1), "the other alphabet"),
        (payload.replacen('e', "/", 1), "the other alphabet"),
        (payload[..payload.len() - 1].to_owned(), "half a byte"),
    ] {
        let refused = verify(&format!("{header}.{payload}.{signature}"));
        let error = VerifyError::Parse(ParseError::Base64 {
            segment: Segment::Payload,
        });
        assert_eq!(refused, Err(error), "{reason}: {payload:?}");
    }
}

#[cfg(feature = "rs256")]
#[test]
fn a_public_key_is_no_secret() {
    use compact_jws::{RsaPrivateKey, RsaPublicKey};

    let pem = include_str!("data/rfc7515_a2_public_spki.pem");
    let public = RsaPublicKey::from_pem(pem).unwrap();
    let mut out = [0; 1024];
    let forged = sign_into(
        &Hs256Key::new(pem.as_bytes()),
        |claims| {
            claims.text("sub", "mallory");
        },
        &mut out,
    )
    .unwrap();
    let mut scratch = [0; 1024];
    let refused = UntrustedJws::parse(forged)
        .unwrap()
        .verify(&public, &mut scratch)
        .unwrap_err();
    assert_eq!(refused, VerifyError::Algorithm);

    let private = RsaPrivateKey::from_pem(include_str!("data/rfc7515_a2_private_pkcs8.pem")).unwrap();
    let token = sign_into(
        &private,
        |claims| {
            claims.text("sub", "alice");
        },
        &mut out,
    )
    .unwrap();
    let refused = UntrustedJws::parse(token)
        .unwrap()
        .verify(&Hs256Key::new(pem.as_bytes()), &mut scratch)
        .unwrap_err();
    assert_eq!(refused, VerifyError::Algorithm);
}

fn verify(token: &str) -> Result<(), VerifyError> {
    let untrusted = UntrustedJws::parse(token)?;
    let mut scratch = vec![0; untrusted.scratch_len()];
    untrusted.verify(&Hs256Key::new(SECRET), &mut scratch).map(drop)
}

/// A token rightly signed, whatever it says.
fn signed(header: &[u8], payload: &[u8]) -> String {
    let input = format!("{}.{}", base64url(header), base64url(payload));
    let mut signature = [0; 32];
    Hs256Key::new(SECRET)
        .sign(input.as_bytes(), &mut signature)
        .expect("HMAC always signs");
    format!("{input}.{}", base64url(&signature))
}

fn base64url(bytes: &[u8]) -> String {
    use base64ct::{Base64UrlUnpadded, Encoding};
    let mut text = vec![0; bytes.len() * 2 + 4];
    Base64UrlUnpadded::encode(bytes, &mut text)
        .expect("there is room")
        .to_owned()
}
