use alloc::sync::Arc;
use core::fmt;

use ring::{
    rand::SystemRandom,
    rsa::KeyPair,
    signature::{RSA_PKCS1_SHA256, RsaEncoding},
};

use super::{MIN_BITS, RsaPublicKey, der, pem};
use crate::{Algorithm, KeyError, SigningKey};

/// An RSA private key, ready to sign RS256. From 2048 to 4096 bits.
///
/// A clone shares the key. `Debug` shows its size and no more.
///
/// ```
/// use compact_jws::{RsaPrivateKey, UntrustedJws, sign};
///
/// # let pem = include_str!("../../tests/data/rfc7515_a2_private_pkcs8.pem");
/// let key = RsaPrivateKey::from_pem(pem)?;
/// let token = sign(&key, 512, |claims| { claims.text("sub", "alice"); })?;
///
/// let mut scratch = [0; 512];
/// let verified = UntrustedJws::parse(&token)?.verify(&key.public_key(), &mut scratch)?;
/// assert_eq!(verified.claims().as_str(), r#"{"sub":"alice"}"#);
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct RsaPrivateKey {
    pair: Arc<KeyPair>,
    bits: usize,
}

impl RsaPrivateKey {
    /// The longest modulus, in bits: the bound of `ring`. [`RsaPublicKey`] takes longer ones.
    pub const MAX_BITS: usize = 4096;

    /// Reads a key from PEM: PKCS#8 (`PRIVATE KEY`) or PKCS#1 (`RSA PRIVATE KEY`).
    ///
    /// # Errors
    ///
    /// - [`KeyError::Pem`], [`KeyError::Base64`] and [`KeyError::Der`], from the outside in, for what is broken.
    /// - [`KeyError::Label`] for another kind of PEM, [`KeyError::NotRsa`] for another kind of key.
    /// - [`KeyError::Encrypted`] if a passphrase would be needed.
    /// - [`KeyError::TooSmall`] below 2048 bits, [`KeyError::TooLarge`] above [`MAX_BITS`](Self::MAX_BITS).
    /// - [`KeyError::Components`] if the numbers do not fit each other, or the public exponent is below 65537.
    ///
    /// Wire: [`WIRE.md`, "RSA keys"](crate::wire#rsa-keys).
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        let (label, der) = pem::read(pem)?;
        let (pair, bits) = match label {
            "PRIVATE KEY" => {
                let bits = check_bits(der::unwrap_pkcs8(&der)?)?;
                (KeyPair::from_pkcs8(&der), bits)
            }
            "RSA PRIVATE KEY" => {
                let bits = check_bits(&der)?;
                (KeyPair::from_der(&der), bits)
            }
            _ => return Err(pem::unsupported(label)),
        };
        // The form has been checked, so what `ring` still refuses are the numbers.
        let pair = pair.map_err(|_| KeyError::Components)?;
        Ok(Self {
            pair: Arc::new(pair),
            bits,
        })
    }

    /// The length of the modulus in bits.
    pub const fn bits(&self) -> usize {
        self.bits
    }

    /// The public half.
    pub fn public_key(&self) -> RsaPublicKey {
        RsaPublicKey::from_private(self)
    }

    pub(super) fn public_der(&self) -> &[u8] {
        self.pair.public().as_ref()
    }
}

impl SigningKey for RsaPrivateKey {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Rs256
    }

    fn signature_len(&self) -> usize {
        self.pair.public().modulus_len()
    }

    fn sign(&self, message: &[u8], signature: &mut [u8]) -> Result<(), KeyError> {
        let padding: &dyn RsaEncoding = &RSA_PKCS1_SHA256;
        self.pair
            .sign(padding, &SystemRandom::new(), message, signature)
            .map_err(|_| KeyError::Signing)
    }
}

impl fmt::Debug for RsaPrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RsaPrivateKey")
            .field("bits", &self.bits)
            .finish_non_exhaustive()
    }
}

fn check_bits(pkcs1: &[u8]) -> Result<usize, KeyError> {
    match der::private_bits(pkcs1)? {
        bits @ ..MIN_BITS => Err(KeyError::TooSmall { bits }),
        bits if bits > RsaPrivateKey::MAX_BITS => Err(KeyError::TooLarge { bits }),
        bits => Ok(bits),
    }
}
