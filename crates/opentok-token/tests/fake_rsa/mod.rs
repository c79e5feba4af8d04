//! A stand-in for an application's key pair.

use compact_jws::{Algorithm, Hs256Key, KeyError, SigningKey, VerifyingKey};

/// Stands for an application's key: HMAC under another algorithm's name, so that no RSA is needed here.
pub(crate) struct FakeRsa(pub(crate) Hs256Key);

impl SigningKey for FakeRsa {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Rs256
    }

    fn signature_len(&self) -> usize {
        self.0.signature_len()
    }

    fn sign(&self, message: &[u8], signature: &mut [u8]) -> Result<(), KeyError> {
        self.0.sign(message, signature)
    }
}

impl VerifyingKey for FakeRsa {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Rs256
    }

    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        self.0.verify(message, signature)
    }
}
