//! The webhook target: whatever a stranger sends, as a body and as a token.

use std::fmt::Write;

use bytes::Bytes;
use compact_jws::Hs256Key;
use opentok_rest::webhook::{Event, Family, MAX_BODY, ParseEventError, Proof, Verifier, VerifyCallbackError};
use opentok_token::UnixSeconds;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

const SECRET: &str = "the signature secret of no project";
const NOW: u64 = 1_767_226_000;

/// Events are read the same each time and lose nothing; only what the service signed, and as it signed it, is believed.
pub fn run(data: &[u8]) {
    events(data);
    let proof = verify(data, &String::from_utf8_lossy(data));
    assert!(proof.is_err(), "nobody signed this");
    tampered(data);
}

fn events(data: &[u8]) {
    let body = Bytes::copy_from_slice(data);
    let event = match Event::parse(&body) {
        Ok(event) => event,
        Err(ParseEventError::TooLarge { len }) => {
            assert!(len == data.len() && len > MAX_BODY);
            return;
        }
        Err(ParseEventError::Json { .. }) => {
            assert!(read::<Map<String, Value>>(data).is_err(), "it is a sound object");
            return;
        }
        Err(_) => return,
    };
    assert!(read::<IgnoredAny>(data).is_ok() && !data.trim_ascii_start().starts_with(b"["));
    let again = Event::parse(&body).expect("it was read before");
    assert_eq!(format!("{event:?}"), format!("{again:?}"));
    assert_eq!(event.dedup_key(), again.dedup_key());
    assert_eq!(event.dedup_key().is_some(), event.family().is_some());
    if let Event::Unknown(unknown) = &event {
        assert_eq!(unknown.body, body);
    }
    for family in [
        Family::Archive,
        Family::Broadcast,
        Family::Captions,
        Family::Render,
        Family::Session,
        Family::Sip,
    ] {
        let as_told = Event::parse_as(family, &body).expect("it was read before");
        assert!(as_told.family().is_none_or(|found| found == family));
        if event.family() == Some(family) {
            assert_eq!(as_told.family(), Some(family));
        }
    }
}

fn read<T: DeserializeOwned>(data: &[u8]) -> serde_json::Result<T> {
    serde_json::from_slice(data.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(data))
}

/// A token for this very body is believed; with one character of it, or one bit of the body, changed, it is not.
fn tampered(data: &[u8]) {
    let hash = Sha256::digest(data).iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a text takes all");
        hex
    });
    let token = compact_jws::sign(&Hs256Key::new(SECRET.as_bytes()), 300, |claims| {
        claims.unsigned("iat", NOW).text("payload_hash", &hash);
    });
    let token = token.expect("claims this short can be signed");
    let proof = verify(data, &token).expect("the service signed this");
    assert_eq!(proof, verify(data, &token).expect("it was believed before"));

    let [at, flip, ..] = data else { return };
    let mut body = data.to_vec();
    let place = usize::from(*at) % body.len();
    body[place] ^= flip | 1;
    assert_eq!(verify(&body, &token), Err(VerifyCallbackError::PayloadHash));

    let mut forged = token.clone().into_bytes();
    let place = usize::from(*at) % forged.len();
    forged[place] = flip & 0x7f;
    if forged != token.as_bytes() {
        let forged = String::from_utf8(forged).expect("all of it is ASCII");
        assert!(verify(data, &forged).is_err());
    }
}

fn verify(body: &[u8], token: &str) -> Result<Proof, VerifyCallbackError> {
    Verifier::new(SECRET).verify_token(token, body, UnixSeconds::new(NOW))
}
