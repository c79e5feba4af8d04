use alloc::sync::Arc;
use core::fmt;

use compact_jws::{KeyError, RsaPrivateKey, SignError, SigningKey, sign};

use crate::{PartnerToken, SiteId, UnixSeconds};

/// A partner's private key. A clone shares it, and `Debug` shows nothing of it.
#[derive(Clone)]
pub struct PartnerKey(Arc<dyn SigningKey + Send + Sync>);

impl PartnerKey {
    /// Reads an RSA key of 2048 to 4096 bits from PEM: PKCS#8 (`PRIVATE KEY`) or PKCS#1 (`RSA PRIVATE KEY`).
    ///
    /// # Errors
    ///
    /// As [`RsaPrivateKey::from_pem`]; [`KeyError::TooSmall`] below 2048 bits.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        RsaPrivateKey::from_pem(pem).map(Self::new)
    }

    /// Takes a key that signs RS256: one that is read already, or one that never leaves where it is kept.
    pub fn new(key: impl SigningKey + Send + Sync + 'static) -> Self {
        Self(Arc::new(key))
    }

    /// Signs a token for all of an enterprise, good until `expires`.
    ///
    /// [`Partner`](crate::Partner) does so by the clock and keeps the token for a while; this is for everybody else.
    ///
    /// # Errors
    ///
    /// [`SignError::Key`] if the key fails.
    ///
    /// Wire: [`WIRE.md`, "Partner token"](crate::wire#partner-token).
    pub fn sign(&self, site: &SiteId, expires: UnixSeconds) -> Result<PartnerToken, SignError> {
        let token = sign(&*self.0, CAPACITY, |claims| {
            claims
                .text("iss", SERVICE)
                .text("aud", SERVICE)
                .joined("sub", ["Partner", site.as_str()], ":")
                .unsigned("exp", expires.get());
        })?;
        Ok(PartnerToken::new(&token).expect("a compact JWS is printable and short"))
    }
}

/// Who partner tokens are from and for.
const SERVICE: &str = "Ghazal";

/// Header, claims and a signature by a key of 4096 bits.
const CAPACITY: usize = 900;

impl fmt::Debug for PartnerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PartnerKey(..)")
    }
}
