//! The least that a token can cost: its hash and its base64, by the same libraries, and nothing else.
//!
//! Each takes the bytes that the real call would hash and encode, ready made, so it neither checks nor writes a field.

use base64_simd::{AsOut, STANDARD, URL_SAFE_NO_PAD};
use core::hint::black_box;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::Sha256;

/// What is left of a T1 token when only the arithmetic counts.
#[derive(Debug)]
pub struct BareT1 {
    key: Hmac<Sha1>,
    token: String,
    plain: Vec<u8>,
    data_at: usize,
}

impl BareT1 {
    const TAG_LEN: usize = "T1==".len();

    /// Takes a sound token apart.
    pub fn new(secret: &str, token: &str) -> Self {
        let plain = STANDARD
            .decode_to_vec(&token[Self::TAG_LEN..])
            .expect("a token is base64");
        let data_at = plain
            .iter()
            .position(|byte| *byte == b':')
            .expect("a token has a signature")
            + 1;
        Self {
            key: Hmac::new_from_slice(secret.as_bytes()).expect("any length"),
            token: token.to_owned(),
            plain,
            data_at,
        }
    }

    /// Bytes that are hashed.
    pub fn data_len(&self) -> usize {
        self.plain.len() - self.data_at
    }

    /// Hashes the data and encodes a text of the token's length, whose bytes it returns.
    pub fn sign<'o>(&self, out: &'o mut [u8]) -> &'o [u8] {
        black_box(self.hash(&self.plain[self.data_at..]));
        STANDARD.encode(black_box(&self.plain), out.as_out())
    }

    /// Decodes the token and returns the hash of its data.
    pub fn verify(&self, scratch: &mut [u8]) -> [u8; 20] {
        let text = &black_box(self.token.as_bytes())[Self::TAG_LEN..];
        let plain = STANDARD.decode(text, scratch.as_out()).expect("a token is base64");
        self.hash(&plain[self.data_at..])
    }

    #[inline]
    fn hash(&self, data: &[u8]) -> [u8; 20] {
        self.key
            .clone()
            .chain_update(black_box(data))
            .finalize()
            .into_bytes()
            .into()
    }
}

/// What is left of an HS256 JWT when only the arithmetic counts.
#[derive(Debug)]
pub struct BareJws {
    key: Hmac<Sha256>,
    signing_input: String,
    payload: Vec<u8>,
}

impl BareJws {
    /// Takes a sound token apart.
    pub fn new(secret: &str, token: &str) -> Self {
        let (signing_input, _) = token.rsplit_once('.').expect("a token has a signature");
        let (_, payload) = signing_input.split_once('.').expect("a token has a payload");
        Self {
            key: Hmac::new_from_slice(secret.as_bytes()).expect("any length"),
            signing_input: signing_input.to_owned(),
            payload: URL_SAFE_NO_PAD.decode_to_vec(payload).expect("a payload is base64"),
        }
    }

    /// Bytes of the payload before base64.
    pub fn payload_len(&self) -> usize {
        self.payload.len()
    }

    /// Encodes the payload, hashes the signing input, and encodes and returns the signature.
    pub fn sign<'o>(&self, out: &'o mut [u8]) -> &'o [u8] {
        let encoded = URL_SAFE_NO_PAD.encode(black_box(&self.payload), out.as_out()).len();
        let signature = self
            .key
            .clone()
            .chain_update(black_box(self.signing_input.as_bytes()))
            .finalize()
            .into_bytes();
        URL_SAFE_NO_PAD.encode(&signature, out[encoded..].as_out())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs;

    #[test]
    fn the_bare_t1_does_the_arithmetic_of_a_real_one() {
        let session = inputs::session();
        let token = inputs::signer()
            .sign_t1(&inputs::grant(&session), inputs::NOW, inputs::nonce())
            .unwrap();
        let bare = BareT1::new(inputs::SECRET, token.expose());
        let mut out = [0; 1024];
        assert_eq!(bare.sign(&mut out), &token.expose().as_bytes()[4..]);
        let plain = String::from_utf8(bare.plain.clone()).unwrap();
        let hex: String = bare.verify(&mut out).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(plain.contains(&format!("&sig={hex}:")));
    }

    #[test]
    fn the_bare_jws_does_the_arithmetic_of_a_real_one() {
        let key = compact_jws::Hs256Key::new(inputs::SECRET.as_bytes());
        let token = compact_jws::sign(&key, 512, |claims| {
            claims.text("iss", inputs::KEY);
        });
        let token = token.unwrap();
        let mut out = [0; 1024];
        let bare = BareJws::new(inputs::SECRET, &token);
        assert!(token.as_bytes().ends_with(bare.sign(&mut out)));
    }
}
