//! Which callbacks are believed.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(feature = "webhook")]

mod receiving;
mod verifying;

extern crate alloc;

use core::fmt::Write;

use bytes::Bytes;
use compact_jws::{Hs256Key, json::ObjectWriter};
use http::Request;
use opentok_rest::{
    Clock,
    webhook::{Receiver, Verifier, VerifyCallbackError},
};
use opentok_token::UnixSeconds;
use sha2::{Digest, Sha256};

const SECRET: &str = "a signature secret";
const NOW: u64 = 1_767_226_000;
const BODY: &[u8] = br#"{"id":"a","event":"archive","status":"available"}"#;

fn now() -> UnixSeconds {
    UnixSeconds::new(NOW)
}

fn hex(body: &[u8]) -> String {
    Sha256::digest(body).iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}

fn token(secret: &str, claims: impl Fn(&mut ObjectWriter<'_>)) -> String {
    compact_jws::sign(&Hs256Key::new(secret.as_bytes()), 500, claims).unwrap()
}

/// As the service signs, at `issued`.
fn signed(secret: &str, issued: u64, body: &[u8]) -> String {
    token(secret, |claims| {
        claims.text("iss", "Vonage").unsigned("iat", issued).text("jti", "c5f2");
        claims.text("api_key", "10000001").text("payload_hash", &hex(body));
    })
}

fn verify(token: &str) -> Result<(), VerifyCallbackError> {
    Verifier::new(SECRET).verify_token(token, BODY, now()).map(drop)
}

fn request(token: &str, body: &'static [u8]) -> Request<Bytes> {
    Request::post("/callbacks")
        .header("authorization", format!("Bearer {token}"))
        .body(Bytes::from_static(body))
        .unwrap()
}

fn receiver(verifier: Verifier) -> Receiver {
    Receiver::signed(verifier, Clock::new(now))
}
