use alloc::{string::String, vec};
use core::fmt;

use crate::{Algorithm, MAX_TOKEN_LEN, SignError, base64url, json::ObjectWriter, sign::write_signing_input};

/// A token that lacks its signature, for keys that live elsewhere.
///
/// A hardware module or a key service answers later, often over a network. It is given
/// [`signing_input`](Self::signing_input), and what it answers goes to [`with_signature`](Self::with_signature).
///
/// ```
/// use compact_jws::{Algorithm, Hs256Key, SigningKey, UnsignedJws, UntrustedJws};
///
/// let unsigned = UnsignedJws::new(Algorithm::Hs256, |claims| { claims.text("sub", "alice"); })?;
///
/// // Elsewhere:
/// let key = Hs256Key::new(b"correct horse battery staple");
/// let mut signature = [0; 32];
/// key.sign(unsigned.signing_input().as_bytes(), &mut signature)?;
///
/// let token = unsigned.with_signature(&signature)?;
/// assert!(UntrustedJws::parse(&token)?.verify(&key, &mut [0; 128]).is_ok());
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct UnsignedJws {
    input: String,
}

impl UnsignedJws {
    /// Writes header and claims. `claims` is called twice: once to learn the length, once to write.
    ///
    /// # Errors
    ///
    /// [`SignError::TooLong`] if even without a signature it is longer than [`MAX_TOKEN_LEN`].
    pub fn new(algorithm: Algorithm, claims: impl Fn(&mut ObjectWriter<'_>)) -> Result<Self, SignError> {
        let len = match write_signing_input(algorithm, &claims, 0, &mut []) {
            Err(SignError::BufferTooSmall { needed }) => needed,
            result => result?,
        };
        let mut input = vec![0; len];
        let len = write_signing_input(algorithm, &claims, 0, &mut input)?;
        input.truncate(len);
        Ok(Self {
            input: String::from_utf8(input).expect("base64url and dots are ASCII"),
        })
    }

    /// What is to be signed: header, dot, payload. ASCII.
    pub fn signing_input(&self) -> &str {
        &self.input
    }

    /// Adds the signature and so completes the token. The signature is not checked.
    ///
    /// # Errors
    ///
    /// [`SignError::TooLong`] if the token is then longer than [`MAX_TOKEN_LEN`].
    pub fn with_signature(self, signature: &[u8]) -> Result<String, SignError> {
        let mut token = self.input.into_bytes();
        let start = token.len() + 1;
        let len = base64url::encoded_len(signature.len()).saturating_add(start);
        if len > MAX_TOKEN_LEN {
            return Err(SignError::TooLong { len });
        }
        token.resize(len, b'.');
        base64url::encode(signature, &mut token[start..]);
        Ok(String::from_utf8(token).expect("base64url and dots are ASCII"))
    }
}

impl fmt::Debug for UnsignedJws {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnsignedJws")
            .field("len", &self.input.len())
            .finish_non_exhaustive()
    }
}
