use alloc::sync::Arc;
use core::{fmt, hash::BuildHasher, time::Duration};
use std::hash::RandomState;

/// Where [`Retry`](crate::Retry) takes its jitter from. A clone shares it.
#[derive(Clone)]
pub struct Chance(Arc<dyn Fn() -> u64 + Send + Sync>);

impl Chance {
    /// Takes a source of numbers, evenly spread over all of `u64`.
    pub fn new(number: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(number))
    }

    /// The random keys that the standard library gives its hash maps. Spread well enough for jitter; no secret should
    /// ever depend on them.
    pub fn hash_keys() -> Self {
        Self::new(|| RandomState::new().hash_one(0_u8))
    }

    /// Any time from zero to `limit`, each as likely as the next.
    pub(crate) fn up_to(&self, limit: Duration) -> Duration {
        let nanos = limit.as_nanos().min(u128::from(u64::MAX));
        let scaled = (u128::from((self.0)()) * (nanos + 1)) >> 64;
        Duration::from_nanos(u64::try_from(scaled).unwrap_or(u64::MAX))
    }
}

impl fmt::Debug for Chance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chance(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_range_can_be_had() {
        let second = Duration::from_secs(1);
        assert_eq!(Chance::new(|| 0).up_to(second), Duration::ZERO);
        assert_eq!(Chance::new(|| u64::MAX).up_to(second), second);
        assert_eq!(Chance::new(|| u64::MAX).up_to(Duration::ZERO), Duration::ZERO);
        assert_eq!(
            Chance::new(|| u64::MAX).up_to(Duration::MAX).as_nanos(),
            u128::from(u64::MAX)
        );
    }

    #[test]
    fn hash_keys_fill_the_range() {
        let chance = Chance::hash_keys();
        let mut tenths = [0; 10];
        for _ in 0..10_000 {
            let time = chance.up_to(Duration::from_nanos(9));
            tenths[usize::try_from(time.as_nanos()).unwrap()] += 1;
        }
        assert!(tenths.iter().all(|count| (700..1300).contains(count)), "{tenths:?}");
    }
}
