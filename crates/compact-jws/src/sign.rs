#[cfg(feature = "alloc")]
use alloc::{string::String, vec};

use crate::{Algorithm, MAX_TOKEN_LEN, SignError, SigningKey, base64url, json::ObjectWriter};

/// Signs the claims that `claims` writes, inside `out`, and returns the token: the front of `out`.
///
/// Allocates nothing. The payload is written where it will be encoded, so `out` need be no longer than the token; what it
/// holds behind the token, or after an error, is unspecified.
///
/// The header is `{"alg":"HS256","typ":"JWT"}` or its RS256 twin, as the key says.
///
/// # Errors
///
/// - [`SignError::BufferTooSmall`] if the token does not fit; it says the length that would.
/// - [`SignError::TooLong`] if the token would be longer than [`MAX_TOKEN_LEN`].
/// - [`SignError::Key`] if the key fails; [`Hs256Key`](crate::Hs256Key) never does.
///
/// ```
/// use compact_jws::{Hs256Key, sign_into};
///
/// let key = Hs256Key::new(b"correct horse battery staple");
/// let mut out = [0; 512];
/// let token = sign_into(&key, |claims| { claims.text("sub", "alice").unsigned("exp", 1_700_000_000); }, &mut out)?;
/// assert!(token.starts_with("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZSIs"));
/// # Ok::<(), compact_jws::SignError>(())
/// ```
///
/// Wire: [`WIRE.md`, "Signing"](crate::wire#signing).
pub fn sign_into<'o, K: SigningKey + ?Sized>(
    key: &K,
    claims: impl FnOnce(&mut ObjectWriter<'_>),
    out: &'o mut [u8],
) -> Result<&'o str, SignError> {
    let len = write_token(key, claims, out)?;
    Ok(core::str::from_utf8(&out[..len]).expect("base64url and dots are ASCII"))
}

/// Signs the claims that `claims` writes, into a text of its own.
///
/// `capacity` is a guess at the length of the token, in bytes. If it is enough there is exactly one allocation; if not,
/// `claims` is called a second time, with all the room its first call turned out to need.
///
/// # Errors
///
/// As [`sign_into`], but [`SignError::BufferTooSmall`] only if `claims` writes more the second time.
///
/// ```
/// use compact_jws::{Hs256Key, UntrustedJws, sign};
///
/// let key = Hs256Key::new(b"correct horse battery staple");
/// let token = sign(&key, 256, |claims| { claims.text("sub", "alice"); })?;
/// let untrusted = UntrustedJws::parse(&token)?;
/// let mut scratch = vec![0; untrusted.scratch_len()];
/// assert!(untrusted.verify(&key, &mut scratch).is_ok());
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[cfg(feature = "alloc")]
pub fn sign<K: SigningKey + ?Sized>(
    key: &K,
    capacity: usize,
    claims: impl Fn(&mut ObjectWriter<'_>),
) -> Result<String, SignError> {
    // Not of zeros, for memory that must be clean takes longer to get than so little takes to fill.
    let mut out = vec![b'.'; capacity.min(MAX_TOKEN_LEN)];
    let len = match write_token(key, &claims, &mut out) {
        Err(SignError::BufferTooSmall { needed }) => {
            out = vec![0; needed];
            write_token(key, &claims, &mut out)?
        }
        result => result?,
    };
    out.truncate(len);
    Ok(String::from_utf8(out).expect("base64url and dots are ASCII"))
}

/// Writes header and payload to the front of `out`, which must have room for `rest` bytes more, and returns their length.
pub(crate) fn write_signing_input(
    algorithm: Algorithm,
    claims: impl FnOnce(&mut ObjectWriter<'_>),
    rest: usize,
    out: &mut [u8],
) -> Result<usize, SignError> {
    let header = algorithm.header();
    let room = out.get_mut(header.len()..).unwrap_or_default();
    let input_len = ObjectWriter::write(room, claims).saturating_add(header.len());
    let needed = input_len.saturating_add(rest);
    if needed > MAX_TOKEN_LEN {
        return Err(SignError::TooLong { len: needed });
    }
    if needed > out.len() {
        return Err(SignError::BufferTooSmall { needed });
    }
    out[..header.len()].copy_from_slice(header);
    Ok(input_len)
}

fn write_token<K: SigningKey + ?Sized>(
    key: &K,
    claims: impl FnOnce(&mut ObjectWriter<'_>),
    out: &mut [u8],
) -> Result<usize, SignError> {
    let signature_len = key.signature_len();
    let rest = base64url::encoded_len(signature_len).saturating_add(1);
    let input_len = write_signing_input(key.algorithm(), claims, rest, out)?;
    let len = input_len + rest;
    let (input, rest) = out[..len].split_at_mut(input_len);
    let (dot, signature) = rest.split_at_mut(1);
    key.sign(input, &mut signature[..signature_len])?;
    base64url::encode_in_place(signature, signature_len);
    dot[0] = b'.';
    Ok(len)
}
