use alloc::sync::Arc;
use core::fmt;

use compact_jws::Hs256Key;
use opentok_token::{
    ApiKey, ApiSecret, Project, Signer,
    limits::{MAX_REST_LIFETIME, REST_LIFETIME},
};

use super::LifetimeError;

/// A project of the OpenTok environment: its API key, and its secret worked into the state that signing starts from.
///
/// The secret cannot be read back, and is wiped when dropped.
#[derive(Clone)]
pub struct OpenTok {
    pub(super) pair: KeyPair,
    /// What client tokens are signed with; shared, because clients are cloned more often than they sign.
    project: Arc<Project>,
}

/// An account of the OpenTok environment: the key and secret that account administrators get.
#[derive(Clone)]
pub struct OpenTokAccount(pub(super) KeyPair);

#[derive(Clone)]
pub(super) struct KeyPair {
    pub(super) key: ApiKey,
    pub(super) jwt: Hs256Key,
    pub(super) lifetime: u64,
}

impl KeyPair {
    fn new(key: ApiKey, secret: &str) -> Self {
        Self {
            key,
            jwt: Hs256Key::new(ApiSecret::new(secret).expose().as_bytes()),
            lifetime: REST_LIFETIME,
        }
    }

    fn lifetime(mut self, seconds: u64) -> Result<Self, LifetimeError> {
        self.lifetime = LifetimeError::check(seconds, MAX_REST_LIFETIME)?;
        Ok(self)
    }
}

impl OpenTok {
    /// Takes a project's credentials. The secret is used exactly as given: no white space is taken away.
    pub fn new(key: ApiKey, secret: &str) -> Self {
        Self {
            pair: KeyPair::new(key, secret),
            project: Arc::new(Project::new(key, ApiSecret::new(secret))),
        }
    }

    /// Sets how long the token of a request is good for, in seconds: 1 to 300, 180 unless set.
    ///
    /// # Errors
    ///
    /// [`LifetimeError`] outside of that.
    pub fn lifetime(mut self, seconds: u64) -> Result<Self, LifetimeError> {
        self.pair = self.pair.lifetime(seconds)?;
        Ok(self)
    }

    /// The project's key.
    pub const fn key(&self) -> &ApiKey {
        &self.pair.key
    }

    /// What signs tokens for this project's clients, with the same secret.
    pub fn client_signer(&self) -> Signer {
        Signer::new(Project::clone(&self.project))
    }
}

impl OpenTokAccount {
    /// Takes an account's credentials. The secret is used exactly as given: no white space is taken away.
    pub fn new(key: ApiKey, secret: &str) -> Self {
        Self(KeyPair::new(key, secret))
    }

    /// Sets how long the token of a request is good for, in seconds: 1 to 300, 180 unless set.
    ///
    /// # Errors
    ///
    /// [`LifetimeError`] outside of that.
    pub fn lifetime(self, seconds: u64) -> Result<Self, LifetimeError> {
        self.0.lifetime(seconds).map(Self)
    }

    /// The account's key.
    pub const fn key(&self) -> &ApiKey {
        &self.0.key
    }
}

impl fmt::Debug for OpenTok {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenTok")
            .field("key", self.key())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for OpenTokAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenTokAccount")
            .field("key", self.key())
            .finish_non_exhaustive()
    }
}
