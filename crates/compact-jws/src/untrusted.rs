use core::fmt;

use crate::{
    Algorithm, MAX_TOKEN_LEN, ParseError, Segment, UnverifiedJws, VerifiedJws, VerifyError, VerifyingKey, base64url,
    json::{Object, Value},
};

/// A text with the outer form of a token. Nothing in it is known to be true.
///
/// It leads to two types: [`verify`](Self::verify) to a [`VerifiedJws`], which is the one to act on, and
/// [`decode`](Self::decode) to an [`UnverifiedJws`], for diagnosis and for finding the key. `Debug` shows neither the text
/// nor any part of it: a token is good for whoever holds it.
///
/// Wire: [`WIRE.md`, "Token"](crate::wire#token).
#[derive(Clone, Copy)]
pub struct UntrustedJws<'t> {
    /// Header, dot, payload.
    input: &'t str,
    header: &'t str,
    payload: &'t str,
    signature: &'t str,
}

impl<'t> UntrustedJws<'t> {
    /// Checks the outer form: the length, three parts, each of them canonical base64url. Nothing is decoded yet.
    ///
    /// # Errors
    ///
    /// - [`ParseError::TooLong`] past [`MAX_TOKEN_LEN`].
    /// - [`ParseError::Segments`] if there are not two dots.
    /// - [`ParseError::Base64`] for the first part that is not base64url.
    pub fn parse(token: &'t str) -> Result<Self, ParseError> {
        if token.len() > MAX_TOKEN_LEN {
            return Err(ParseError::TooLong { len: token.len() });
        }
        let segments = || token.split('.');
        let mut split = segments();
        let (Some(header), Some(payload), Some(signature), None) =
            (split.next(), split.next(), split.next(), split.next())
        else {
            return Err(ParseError::Segments {
                found: segments().count(),
            });
        };
        for (segment, text) in [
            (Segment::Header, header),
            (Segment::Payload, payload),
            (Segment::Signature, signature),
        ] {
            if !base64url::is_canonical(text.as_bytes()) {
                return Err(ParseError::Base64 { segment });
            }
        }
        let input = &token[..header.len() + 1 + payload.len()];
        Ok(Self {
            input,
            header,
            payload,
            signature,
        })
    }

    /// How many bytes of scratch [`verify`](Self::verify) and [`decode`](Self::decode) need; always less than the length
    /// of the token.
    pub const fn scratch_len(&self) -> usize {
        let payload = base64url::decoded_len(self.payload.len());
        let signature = base64url::decoded_len(self.signature.len());
        base64url::decoded_len(self.header.len()) + if payload > signature { payload } else { signature }
    }

    /// Checks the signature with `key` and reads header and claims into `scratch`.
    ///
    /// The key decides the algorithm; the header can only agree. `kid`, `jku`, `jwk` and `x5u` mean nothing here. Nothing
    /// is read out of the payload before the signature over it has been found good. Claims are not judged: times,
    /// audience and the rest are for the caller.
    ///
    /// # Errors
    ///
    /// In this order:
    /// - [`VerifyError::Parse`] with [`ParseError::ScratchTooSmall`] or [`ParseError::Header`].
    /// - [`VerifyError::Algorithm`] unless the header's `alg` is a text that names the key's algorithm, letter for letter.
    /// - [`VerifyError::Critical`] if the header has `crit`.
    /// - [`VerifyError::Signature`] if the signature is not the key's.
    /// - [`VerifyError::Parse`] with [`ParseError::Payload`] if what was signed is not an acceptable JSON object.
    ///
    /// ```
    /// use compact_jws::{Hs256Key, UntrustedJws, VerifyError};
    ///
    /// let token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZSJ9.\
    ///              bgFtXDtxI70WkEWZxjpbDkZhvZzIlZrAgB0ACFZteyk";
    /// let untrusted = UntrustedJws::parse(token)?;
    /// let mut scratch = [0; 128];
    /// let verified = untrusted.verify(&Hs256Key::new(b"correct horse battery staple"), &mut scratch)?;
    /// assert!(verified.claims().get("sub").and_then(|sub| sub.as_text()).is_some_and(|sub| sub == "alice"));
    ///
    /// let mallory = untrusted.verify(&Hs256Key::new(b"password"), &mut scratch);
    /// assert_eq!(mallory.unwrap_err(), VerifyError::Signature);
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    ///
    /// Wire: [`WIRE.md`, "Verifying"](crate::wire#verifying).
    pub fn verify<'s, K: VerifyingKey + ?Sized>(
        &self,
        key: &K,
        scratch: &'s mut [u8],
    ) -> Result<VerifiedJws<'s>, VerifyError> {
        let (header, scratch) = self.split_header(scratch)?;
        let header = Object::parse(header).map_err(ParseError::Header)?;
        check_header(header, key.algorithm())?;
        let signature = decode(Segment::Signature, self.signature, scratch)?;
        if !key.verify(self.input.as_bytes(), signature) {
            return Err(VerifyError::Signature);
        }
        let claims = self.read_claims(scratch)?;
        Ok(VerifiedJws::new(header, claims))
    }

    /// Reads header and claims into `scratch` without looking at the signature.
    ///
    /// # Errors
    ///
    /// [`ParseError::ScratchTooSmall`], [`ParseError::Header`] or [`ParseError::Payload`].
    ///
    /// ```
    /// use compact_jws::UntrustedJws;
    ///
    /// let token = "eyJhbGciOiJIUzI1NiIsImtpZCI6InMzIn0.eyJzdWIiOiJhbGljZSJ9.bm8gc2lnbmF0dXJl";
    /// let mut scratch = [0; 128];
    /// let unverified = UntrustedJws::parse(token)?.decode(&mut scratch)?;
    /// let kid = unverified.header().get("kid").and_then(|kid| kid.as_text());
    /// assert!(kid.is_some_and(|kid| kid == "s3"));
    /// # Ok::<(), compact_jws::ParseError>(())
    /// ```
    pub fn decode<'s>(&self, scratch: &'s mut [u8]) -> Result<UnverifiedJws<'s>, ParseError> {
        let (header, scratch) = self.split_header(scratch)?;
        let header = Object::parse(header).map_err(ParseError::Header)?;
        let claims = self.read_claims(scratch)?;
        Ok(UnverifiedJws::new(header, claims))
    }

    /// Decodes the header into the front of `scratch`, and gives the rest of `scratch` back.
    fn split_header<'s>(&self, scratch: &'s mut [u8]) -> Result<(&'s [u8], &'s mut [u8]), ParseError> {
        let needed = self.scratch_len();
        if scratch.len() < needed {
            return Err(ParseError::ScratchTooSmall { needed });
        }
        let (header, rest) = scratch.split_at_mut(base64url::decoded_len(self.header.len()));
        Ok((decode(Segment::Header, self.header, header)?, rest))
    }

    fn read_claims<'s>(&self, scratch: &'s mut [u8]) -> Result<Object<'s>, ParseError> {
        let payload = decode(Segment::Payload, self.payload, scratch)?;
        Object::parse(payload).map_err(ParseError::Payload)
    }
}

impl fmt::Debug for UntrustedJws<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let len = self.input.len() + 1 + self.signature.len();
        f.debug_struct("UntrustedJws")
            .field("len", &len)
            .finish_non_exhaustive()
    }
}

/// The algorithm must be the key's, and there must be nothing that asks for more than this crate does.
fn check_header(header: Object<'_>, algorithm: Algorithm) -> Result<(), VerifyError> {
    match header.get("alg") {
        Some(Value::Text(name)) if name == algorithm.name() => {}
        _ => return Err(VerifyError::Algorithm),
    }
    match header.get("crit") {
        Some(_) => Err(VerifyError::Critical),
        None => Ok(()),
    }
}

fn decode<'s>(segment: Segment, text: &str, out: &'s mut [u8]) -> Result<&'s [u8], ParseError> {
    base64url::decode(text.as_bytes(), out)
        .map(|bytes| &*bytes)
        .ok_or(ParseError::Base64 { segment })
}
