use alloc::sync::Arc;
use core::fmt;

use opentok_token::{JwtId, RandomError, UnixSeconds};

/// What tells a client the time. A clone shares it.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> UnixSeconds + Send + Sync>);

/// Where a client takes the names of its tokens from. A clone shares it.
#[derive(Clone)]
pub struct TokenIds(Arc<dyn Fn() -> Result<JwtId, RandomError> + Send + Sync>);

impl Clock {
    /// Takes a clock.
    pub fn new(now: impl Fn() -> UnixSeconds + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The system's clock.
    pub fn system() -> Self {
        Self::new(UnixSeconds::now)
    }

    pub(crate) fn now(&self) -> UnixSeconds {
        (self.0)()
    }
}

impl TokenIds {
    /// Takes a source of ids, of which no two should be the same.
    pub fn new(next: impl Fn() -> JwtId + Send + Sync + 'static) -> Self {
        Self(Arc::new(move || Ok(next())))
    }

    /// The operating system's random source.
    pub fn random() -> Self {
        Self(Arc::new(JwtId::random))
    }

    pub(crate) fn next(&self) -> Result<JwtId, RandomError> {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock(..)")
    }
}

impl fmt::Debug for TokenIds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenIds(..)")
    }
}
