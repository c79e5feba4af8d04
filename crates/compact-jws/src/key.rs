use crate::{Algorithm, KeyError};

/// A key that makes signatures.
///
/// For a key that answers at once. One that must be asked over a network fits
/// [`UnsignedJws`](crate::UnsignedJws) better (feature `alloc`).
///
/// References, `Box` and `Arc` of a signing key are signing keys, and `dyn SigningKey` is one too.
pub trait SigningKey {
    /// The algorithm this key is for; it decides the header.
    fn algorithm(&self) -> Algorithm;

    /// The length of every signature of this key, in bytes.
    fn signature_len(&self) -> usize;

    /// Signs `message` into `signature`, which is [`signature_len`](Self::signature_len) bytes long.
    ///
    /// # Errors
    ///
    /// [`KeyError::Signing`] if the key refuses or fails. [`Hs256Key`](crate::Hs256Key) never does.
    fn sign(&self, message: &[u8], signature: &mut [u8]) -> Result<(), KeyError>;
}

/// A key that checks signatures.
///
/// References, `Box` and `Arc` of a verifying key are verifying keys, and `dyn VerifyingKey` is one too.
pub trait VerifyingKey {
    /// The only algorithm whose tokens this key accepts.
    fn algorithm(&self) -> Algorithm;

    /// Whether `signature` is one of this key over `message`. Takes the same time wherever the two differ.
    fn verify(&self, message: &[u8], signature: &[u8]) -> bool;
}

macro_rules! forward {
    ($pointer:ty) => {
        impl<T: SigningKey + ?Sized> SigningKey for $pointer {
            fn algorithm(&self) -> Algorithm {
                (**self).algorithm()
            }

            fn signature_len(&self) -> usize {
                (**self).signature_len()
            }

            fn sign(&self, message: &[u8], signature: &mut [u8]) -> Result<(), KeyError> {
                (**self).sign(message, signature)
            }
        }

        impl<T: VerifyingKey + ?Sized> VerifyingKey for $pointer {
            fn algorithm(&self) -> Algorithm {
                (**self).algorithm()
            }

            fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
                (**self).verify(message, signature)
            }
        }
    };
}

forward!(&T);
#[cfg(feature = "alloc")]
forward!(alloc::boxed::Box<T>);
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
forward!(alloc::sync::Arc<T>);
