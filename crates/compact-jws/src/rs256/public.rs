use alloc::sync::Arc;
use core::fmt;

use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};

use super::{MIN_BITS, RsaPrivateKey, der, pem};
use crate::{Algorithm, KeyError, VerifyingKey};

/// An RSA public key, ready to verify RS256. From 2048 to 8192 bits.
///
/// A clone shares the key. `Debug` shows its size and no more.
#[derive(Clone)]
pub struct RsaPublicKey {
    /// PKCS#1.
    der: Arc<[u8]>,
    bits: usize,
}

impl RsaPublicKey {
    /// The longest modulus, in bits.
    pub const MAX_BITS: usize = 8192;

    /// Reads a key from PEM: SubjectPublicKeyInfo (`PUBLIC KEY`) or PKCS#1 (`RSA PUBLIC KEY`).
    ///
    /// # Errors
    ///
    /// - [`KeyError::Pem`], [`KeyError::Base64`] and [`KeyError::Der`], from the outside in, for what is broken.
    /// - [`KeyError::Label`] for another kind of PEM, a certificate or a private key among them;
    ///   [`KeyError::NotRsa`] for another kind of key.
    /// - [`KeyError::TooSmall`] below 2048 bits, [`KeyError::TooLarge`] above [`MAX_BITS`](Self::MAX_BITS).
    /// - [`KeyError::Components`] if the modulus is even, or the exponent is even, below 3 or longer than 33 bits.
    ///
    /// ```
    /// use compact_jws::{KeyError, RsaPublicKey};
    ///
    /// # let pem = include_str!("../../tests/data/rfc7515_a2_public_spki.pem");
    /// let key = RsaPublicKey::from_pem(pem)?;
    /// assert_eq!(key.bits(), 2048);
    /// # Ok::<(), KeyError>(())
    /// ```
    ///
    /// Wire: [`WIRE.md`, "RSA keys"](crate::wire#rsa-keys).
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        let (label, der) = pem::read(pem)?;
        match label {
            "PUBLIC KEY" => Self::from_pkcs1(der::unwrap_spki(&der)?),
            "RSA PUBLIC KEY" => Self::from_pkcs1(&der),
            _ => Err(pem::unsupported(label)),
        }
    }

    /// The public half of a private key.
    pub fn from_private(key: &RsaPrivateKey) -> Self {
        Self {
            der: key.public_der().into(),
            bits: key.bits(),
        }
    }

    /// The length of the modulus in bits.
    pub const fn bits(&self) -> usize {
        self.bits
    }

    fn from_pkcs1(der: &[u8]) -> Result<Self, KeyError> {
        match der::public_bits(der)? {
            bits @ ..MIN_BITS => Err(KeyError::TooSmall { bits }),
            bits if bits > Self::MAX_BITS => Err(KeyError::TooLarge { bits }),
            bits => Ok(Self { der: der.into(), bits }),
        }
    }
}

impl VerifyingKey for RsaPublicKey {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Rs256
    }

    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &*self.der)
            .verify(message, signature)
            .is_ok()
    }
}

impl fmt::Debug for RsaPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RsaPublicKey")
            .field("bits", &self.bits)
            .finish_non_exhaustive()
    }
}
