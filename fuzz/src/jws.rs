//! JSON web signatures: only what is rightly signed is verified, and what is written is read.

use compact_jws::json::{Object, Value};
use compact_jws::{Hs256Key, UntrustedJws, sign};

use crate::json::{agree, assert_same, copy};
use crate::naive;

const SECRET: &str = "1234567890abcdef1234567890abcdef12345678";

/// A token; also a payload to be signed, behind a header of its own if there is a line break between the two.
pub fn run(data: &[u8]) {
    let key = Hs256Key::new(SECRET.as_bytes());
    if let Ok(text) = core::str::from_utf8(data) {
        read(&key, text);
    }
    let at = data.iter().position(|byte| *byte == b'\n');
    let (header, payload) = at.map_or((HEADER, data), |at| (&data[..at], &data[at + 1..]));
    let header_is_sound = agree(header).is_some_and(|header| {
        let algorithm = header.get("alg").and_then(Value::as_text);
        algorithm.is_some_and(|name| name == "HS256") && header.get("crit").is_none()
    });
    let claims = agree(payload);

    let token = naive::hs256_token(SECRET, header, payload);
    let is_verified = verify(&key, &token);
    let fits = token.len() <= compact_jws::MAX_TOKEN_LEN;
    assert_eq!(
        is_verified,
        fits && header_is_sound && claims.is_some(),
        "rightly signed"
    );
    if is_verified {
        naive::flip_bits(&token, |flipped| {
            assert!(!verify(&key, flipped), "accepted with a bit flipped")
        });
    }
    if let Some(claims) = claims.filter(|_| fits) {
        write_again(&key, claims);
    }
}

const HEADER: &[u8] = br#"{"alg":"HS256","typ":"JWT"}"#;

fn verify(key: &Hs256Key, token: &str) -> bool {
    let mut scratch = vec![0; token.len()];
    UntrustedJws::parse(token).is_ok_and(|untrusted| untrusted.verify(key, &mut scratch).is_ok())
}

/// A text that may be a token: what is decoded is what a naive reader decodes.
fn read(key: &Hs256Key, text: &str) {
    let Ok(untrusted) = UntrustedJws::parse(text) else {
        return;
    };
    let segments: Vec<_> = text
        .split('.')
        .map(|segment| naive::decode(segment, naive::URL_SAFE))
        .collect();
    let segments: Option<Vec<_>> = segments.into_iter().collect();
    let segments = segments.expect("accepted, but no base64 to the naive reader");
    assert!(
        segments.len() == 3 && segments.iter().all(|(_, rest)| *rest == 0),
        "two tokens of one content"
    );

    let mut scratch = vec![0; untrusted.scratch_len()];
    let decoded = untrusted.decode(&mut scratch);
    let (header, claims) = (Object::parse(&segments[0].0), Object::parse(&segments[1].0));
    assert_eq!(decoded.is_ok(), header.is_ok() && claims.is_ok());
    if let (Ok(decoded), Ok(header), Ok(claims)) = (decoded, header, claims) {
        assert_eq!(
            (decoded.header().as_str(), decoded.claims().as_str()),
            (header.as_str(), claims.as_str())
        );
    }
    if verify(key, text) {
        assert_eq!(
            text,
            naive::hs256_token(SECRET, &segments[0].0, &segments[1].0),
            "accepted, but signed otherwise"
        );
    }
}

/// A token of the same members is written, verified and read, and `serde_json` sees the same members in it.
fn write_again(key: &Hs256Key, claims: Object<'_>) {
    let token = sign(key, 256, |writer| {
        claims.members().for_each(|(name, value)| copy(writer, name, value))
    });
    // Escapes may be longer than they were.
    let Ok(token) = token else { return };
    let mut scratch = vec![0; token.len()];
    let untrusted = UntrustedJws::parse(&token).expect("our own token cannot be read");
    let verified = untrusted.verify(key, &mut scratch).expect("our own token is refused");
    let again = verified.claims();
    assert!(
        again
            .members()
            .map(|(name, _)| name.to_string())
            .eq(claims.members().map(|(name, _)| name.to_string()))
    );
    // A number beyond the range of `serde_json` leaves nothing to compare with.
    if let Ok(theirs) = serde_json::from_str(claims.as_str()) {
        assert_same(Value::Object(again), &theirs);
    }
}
