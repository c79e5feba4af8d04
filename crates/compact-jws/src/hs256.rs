use core::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::{Algorithm, KeyError, SigningKey, VerifyingKey};

/// A shared secret, ready to sign and verify HS256.
///
/// The secret itself is not kept: the HMAC state after it is, so no call pays for the key again. A clone copies that
/// state. It is wiped on drop, and `Debug` does not show it.
///
/// ```
/// use compact_jws::{Hs256Key, SigningKey, VerifyingKey};
///
/// let key = Hs256Key::new(b"correct horse battery staple");
/// let mut signature = [0; Hs256Key::SIGNATURE_LEN];
/// key.sign(b"message", &mut signature)?;
/// assert!(key.verify(b"message", &signature));
/// assert!(!key.verify(b"massage", &signature));
/// # Ok::<(), compact_jws::KeyError>(())
/// ```
#[derive(Clone)]
pub struct Hs256Key(Hmac<Sha256>);

impl Hs256Key {
    /// The length of a signature, in bytes.
    pub const SIGNATURE_LEN: usize = 32;

    /// Takes the bytes of the secret exactly as they are: nothing is trimmed or decoded.
    ///
    /// RFC 7518 asks for 32 bytes or more. Shorter secrets exist in the field and are taken, the empty one included;
    /// refusing them is a matter for the caller.
    pub fn new(secret: &[u8]) -> Self {
        Self(Hmac::new_from_slice(secret).expect("HMAC takes a key of any length"))
    }
}

impl SigningKey for Hs256Key {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Hs256
    }

    fn signature_len(&self) -> usize {
        Self::SIGNATURE_LEN
    }

    fn sign(&self, message: &[u8], signature: &mut [u8]) -> Result<(), KeyError> {
        let signature: &mut [u8; Self::SIGNATURE_LEN] = signature.try_into().map_err(|_| KeyError::Signing)?;
        *signature = self.0.clone().chain_update(message).finalize().into_bytes().into();
        Ok(())
    }
}

impl VerifyingKey for Hs256Key {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Hs256
    }

    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        self.0.clone().chain_update(message).verify_slice(signature).is_ok()
    }
}

impl fmt::Debug for Hs256Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hs256Key(..)")
    }
}
