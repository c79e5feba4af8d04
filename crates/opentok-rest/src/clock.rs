use alloc::sync::Arc;
use core::fmt;

use std::{
    hash::{BuildHasher, RandomState},
    time::{SystemTime, UNIX_EPOCH},
};

use opentok_token::{JwtId, UnixSeconds};

/// What tells a client the time. A clone shares it.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> UnixSeconds + Send + Sync>);

/// Where a client takes the names of its tokens from. A clone shares it.
#[derive(Clone)]
pub struct TokenIds(Arc<dyn Fn() -> JwtId + Send + Sync>);

impl Clock {
    /// Takes a clock.
    pub fn new(now: impl Fn() -> UnixSeconds + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The system's clock; the epoch itself if the clock stands before it.
    pub fn system() -> Self {
        Self::new(|| {
            let since = SystemTime::now().duration_since(UNIX_EPOCH);
            UnixSeconds::new(since.map_or(0, |elapsed| elapsed.as_secs()))
        })
    }

    pub(crate) fn now(&self) -> UnixSeconds {
        (self.0)()
    }
}

impl TokenIds {
    /// Takes a source of ids, of which no two should be the same.
    pub fn new(next: impl Fn() -> JwtId + Send + Sync + 'static) -> Self {
        Self(Arc::new(next))
    }

    /// The random keys that the standard library gives its hash maps: no two ids are the same, and none is a secret.
    pub fn random() -> Self {
        Self::new(|| {
            let keys = RandomState::new();
            let halves = [0_u8, 1].map(|half| keys.hash_one(half));
            JwtId::new((u128::from(halves[0]) << 64 | u128::from(halves[1])).to_be_bytes())
        })
    }

    pub(crate) fn next(&self) -> JwtId {
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
