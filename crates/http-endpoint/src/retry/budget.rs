use alloc::sync::Arc;
use core::sync::atomic::{AtomicU32, Ordering};

/// A bound on how much retries may add to the load of a service in trouble.
///
/// A bucket of tokens. Each retry takes ten; each call that ends well puts one back. When the service is down for all,
/// the bucket runs dry and every call fails after one attempt; in the long run retries add a tenth to the traffic at
/// most. Needs no clock. A clone is the same bucket.
#[derive(Clone, Debug)]
pub struct RetryBudget(Arc<Bucket>);

#[derive(Debug)]
struct Bucket {
    tokens: AtomicU32,
    capacity: u32,
}

impl RetryBudget {
    /// A full bucket, good for this many retries in a row.
    pub fn new(retries: u32) -> Self {
        let capacity = retries.saturating_mul(COST);
        let tokens = AtomicU32::new(capacity);
        Self(Arc::new(Bucket { tokens, capacity }))
    }

    /// How many retries it is good for right now.
    pub fn retries_left(&self) -> u32 {
        self.0.tokens.load(Ordering::Relaxed) / COST
    }

    pub(super) fn spend(&self) -> bool {
        self.update(|tokens| tokens.checked_sub(COST))
    }

    pub(super) fn refund(&self) {
        self.update(|tokens| (tokens < self.0.capacity).then_some(tokens + 1));
    }

    fn update(&self, change: impl FnMut(u32) -> Option<u32>) -> bool {
        self.0
            .tokens
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, change)
            .is_ok()
    }
}

/// A bucket for 50 retries.
impl Default for RetryBudget {
    fn default() -> Self {
        Self::new(50)
    }
}

/// What a retry takes, in tokens.
const COST: u32 = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_share_the_bucket_and_ten_good_calls_earn_a_retry() {
        let budget = RetryBudget::new(2);
        let other = budget.clone();
        assert!(budget.spend() && other.spend());
        assert!(!budget.spend() && !other.spend());
        (0..9).for_each(|_| budget.refund());
        assert!(!budget.spend());
        budget.refund();
        assert_eq!(other.retries_left(), 1);
        (0..1000).for_each(|_| budget.refund());
        assert_eq!(other.retries_left(), 2);
    }
}
