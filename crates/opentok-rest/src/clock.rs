use alloc::sync::Arc;
use core::{
    fmt,
    hash::BuildHasher,
    sync::atomic::{AtomicU64, Ordering},
};

use std::{
    hash::RandomState,
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

    /// A count that begins anywhere, and its hash under the random keys that the standard library gives its hash maps: no two
    /// ids are the same, and none is a secret.
    pub fn random() -> Self {
        let keys = RandomState::new();
        let count = AtomicU64::new(keys.hash_one(()));
        Self::new(move || {
            let number = count.fetch_add(1, Ordering::Relaxed);
            JwtId::new((u128::from(keys.hash_one(number)) << 64 | u128::from(number)).to_be_bytes())
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

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_random_ids_are_the_same() {
        let sources = [TokenIds::random(), TokenIds::random()];
        let ids = sources
            .iter()
            .flat_map(|source| (0..500).map(|_| source.next().uuid().as_str().to_owned()));
        assert_eq!(ids.collect::<BTreeSet<_>>().len(), 1000);
    }
}
