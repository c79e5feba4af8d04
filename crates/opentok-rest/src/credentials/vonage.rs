use alloc::sync::Arc;
use core::fmt;

use compact_jws::SigningKey;
use opentok_token::{
    ApplicationId,
    jwt::ApplicationSigner,
    limits::{MAX_APPLICATION_REST_LIFETIME, REST_LIFETIME},
};

use super::LifetimeError;

/// The key of an application, shared by whatever signs with it.
pub type SharedKey = Arc<dyn SigningKey + Send + Sync>;

/// An application of the Vonage unified environment: its id, and an RSA key that signs for it.
#[derive(Clone)]
pub struct Vonage {
    id: ApplicationId,
    pub(super) signer: SharedKey,
    pub(super) lifetime: u64,
}

impl Vonage {
    /// Takes an application's credentials: the private key that it was made with, as PEM.
    ///
    /// # Errors
    ///
    /// [`KeyError`](compact_jws::KeyError) if it is no RSA private key of 2048 to 4096 bits.
    #[cfg(feature = "rs256")]
    pub fn from_pem(id: ApplicationId, pem: &str) -> Result<Self, compact_jws::KeyError> {
        Ok(Self::with_signer(id, compact_jws::RsaPrivateKey::from_pem(pem)?))
    }

    /// Takes any RS256 key: one in an HSM, one that a key service keeps, one of `compact-jws`.
    ///
    /// It is asked for every request, on the thread that sends it, and should answer at once.
    pub fn with_signer(id: ApplicationId, signer: impl SigningKey + Send + Sync + 'static) -> Self {
        Self {
            id,
            signer: Arc::new(signer),
            lifetime: REST_LIFETIME,
        }
    }

    /// Sets how long the token of a request is good for, in seconds: 1 to 900, 180 unless set.
    ///
    /// # Errors
    ///
    /// [`LifetimeError`] outside of that.
    pub fn lifetime(mut self, seconds: u64) -> Result<Self, LifetimeError> {
        self.lifetime = LifetimeError::check(seconds, MAX_APPLICATION_REST_LIFETIME)?;
        Ok(self)
    }

    /// The application's id.
    pub const fn id(&self) -> &ApplicationId {
        &self.id
    }

    /// What signs tokens for this application's clients, with the same key.
    pub fn client_signer(&self) -> ApplicationSigner<SharedKey> {
        ApplicationSigner::new(self.id, Arc::clone(&self.signer))
    }
}

impl fmt::Debug for Vonage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vonage").field("id", &self.id).finish_non_exhaustive()
    }
}
