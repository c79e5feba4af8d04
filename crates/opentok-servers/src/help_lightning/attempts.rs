use alloc::sync::Arc;
use core::net::IpAddr;
use core::time::Duration;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use helplightning::UserToken;
use sha2::{Digest, Sha256};

use crate::http::customer;

/// Counts failures of callers, of addresses and of all together, and locks out whom too many are counted for.
///
/// An attempt counts as a failure from its beginning until it turns out not to be one, so that many at once are not more
/// than one after the other. The lock-out ends [`LOCK_OUT`](Self::LOCK_OUT) after the last failure that was counted;
/// attempts while it lasts are refused and not counted. A clone counts together with its original.
#[derive(Clone, Debug)]
pub struct Attempts(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    most: u32,
    counts: Mutex<HashMap<Key, Count>>,
}

/// Whom failures are counted for.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
enum Key {
    /// A part of a hash: tokens are not kept.
    Caller([u8; 16]),
    Address(IpAddr),
    All,
}

#[derive(Clone, Copy, Debug)]
struct Count {
    failures: u32,
    last: Duration,
}

/// There were too many failures.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct TooMany {
    /// When to try again.
    pub wait: Duration,
}

/// One attempt, a failure unless it is forgiven.
#[derive(Debug)]
#[must_use]
pub(crate) struct Attempt {
    attempts: Attempts,
    keys: [Key; 3],
}

impl Attempts {
    /// How long a lock-out lasts: 5 minutes.
    pub const LOCK_OUT: Duration = Duration::from_secs(300);
    /// How many times the limit of one caller all callers together may fail.
    pub const ALL: u32 = 50;
    /// The most callers and addresses kept apart; beyond, those that failed longest ago are forgotten.
    pub const MAX_KEYS: usize = 65_536;

    /// Locks out at `most` failures of one caller or address. Zero counts as one.
    pub fn new(most: u32) -> Self {
        Self(Arc::new(Inner {
            most: most.max(1),
            counts: Mutex::default(),
        }))
    }

    /// Begins an attempt of a caller from an address; IPv6 addresses count by /64.
    pub(crate) fn begin(&self, caller: &UserToken, address: IpAddr, now: Duration) -> Result<Attempt, TooMany> {
        let keys = [Key::of_caller(caller), Key::of_address(address), Key::All];
        let mut counts = self.counts();
        let wait = keys
            .iter()
            .filter_map(|key| self.wait(counts.get(key)?, *key, now))
            .max();
        if let Some(wait) = wait {
            return Err(TooMany { wait });
        }
        if counts.len() + keys.len() > Self::MAX_KEYS {
            make_room(&mut counts, now);
        }
        for key in keys {
            let count = counts.entry(key).or_insert(Count { failures: 0, last: now });
            if is_over(count, now) {
                count.failures = 0;
            }
            count.failures = count.failures.saturating_add(1);
            count.last = now;
        }
        Ok(Attempt {
            attempts: self.clone(),
            keys,
        })
    }

    fn wait(&self, count: &Count, key: Key, now: Duration) -> Option<Duration> {
        let most = if key == Key::All {
            self.0.most.saturating_mul(Self::ALL)
        } else {
            self.0.most
        };
        let is_locked = count.failures >= most && !is_over(count, now);
        is_locked.then(|| (count.last + Self::LOCK_OUT).saturating_sub(now))
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<Key, Count>> {
        self.0.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Attempt {
    /// It was none of the caller's failures.
    pub(crate) fn forgive(self) {
        let mut counts = self.attempts.counts();
        for key in &self.keys {
            if let Some(count) = counts.get_mut(key) {
                count.failures = count.failures.saturating_sub(1);
                if count.failures == 0 {
                    counts.remove(key);
                }
            }
        }
    }
}

impl Key {
    fn of_caller(caller: &UserToken) -> Self {
        let mut short = [0; 16];
        short.copy_from_slice(&Sha256::digest(caller.expose())[..16]);
        Self::Caller(short)
    }

    fn of_address(address: IpAddr) -> Self {
        Self::Address(customer(address))
    }
}

/// A clock that was set back must not keep anybody out for longer than a lock-out lasts.
fn is_over(count: &Count, now: Duration) -> bool {
    now < count.last || now - count.last >= Attempts::LOCK_OUT
}

/// Forgets what is over, and if that is not enough, the older half.
fn make_room(counts: &mut HashMap<Key, Count>, now: Duration) {
    counts.retain(|_, count| !is_over(count, now));
    if counts.len() > Attempts::MAX_KEYS / 2 {
        let mut times: Vec<_> = counts.values().map(|count| count.last).collect();
        let (_, middle, _) = times.select_nth_unstable(counts.len() / 2);
        let middle = *middle;
        let mut excess = counts.len() - Attempts::MAX_KEYS / 2;
        counts.retain(|key, count| {
            let goes = excess > 0 && *key != Key::All && count.last <= middle;
            excess -= usize::from(goes);
            !goes
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_secs(1_700_000_000);

    fn token(number: usize) -> UserToken {
        UserToken::new(&format!("t{number}")).unwrap()
    }

    fn address(number: u32) -> IpAddr {
        IpAddr::V4(number.into())
    }

    #[test]
    fn the_failure_past_the_limit_locks_out_for_five_minutes() {
        let attempts = Attempts::new(3);
        for second in 0..3 {
            drop(
                attempts
                    .begin(&token(1), address(1), NOW + Duration::from_secs(second))
                    .unwrap(),
            );
        }
        let now = NOW + Duration::from_secs(2);
        let locked = attempts.begin(&token(1), address(1), now).unwrap_err();
        assert_eq!(locked.wait, Attempts::LOCK_OUT);
        assert!(attempts.begin(&token(1), address(2), now).is_err(), "the caller counts");
        assert!(
            attempts.begin(&token(2), address(1), now).is_err(),
            "the address counts"
        );
        assert!(attempts.begin(&token(2), address(2), now).is_ok());
        let almost = now + Attempts::LOCK_OUT - Duration::from_millis(1);
        assert!(attempts.begin(&token(1), address(1), almost).is_err());
        assert!(attempts.begin(&token(1), address(1), now + Attempts::LOCK_OUT).is_ok());
    }

    #[test]
    fn attempts_under_way_count() {
        let attempts = Attempts::new(2);
        let first = attempts.begin(&token(1), address(1), NOW).unwrap();
        let second = attempts.begin(&token(1), address(1), NOW).unwrap();
        assert!(attempts.begin(&token(1), address(1), NOW).is_err());
        first.forgive();
        drop(second);
        let third = attempts.begin(&token(1), address(1), NOW).unwrap();
        third.forgive();
        assert!(attempts.begin(&token(1), address(1), NOW).is_ok());
    }

    #[test]
    fn all_together_have_a_limit_too() {
        let attempts = Attempts::new(1);
        for number in 0..Attempts::ALL {
            drop(attempts.begin(&token(number as usize), address(number), NOW).unwrap());
        }
        assert!(attempts.begin(&token(1000), address(1000), NOW).is_err());
    }

    #[test]
    fn memory_is_bounded() {
        let attempts = Attempts::new(u32::MAX);
        // Each leaves two: one of the caller, one of the address.
        for number in 0..Attempts::MAX_KEYS / 2 + 1000 {
            let now = NOW + Duration::from_millis(number as u64 / 1000);
            drop(
                attempts
                    .begin(&token(number), address(u32::try_from(number).unwrap()), now)
                    .unwrap(),
            );
            assert!(attempts.counts().len() <= Attempts::MAX_KEYS);
        }
        let same_moment = Attempts::new(u32::MAX);
        for number in 0..Attempts::MAX_KEYS + 100 {
            drop(same_moment.begin(&token(number), address(1), NOW).unwrap());
        }
        assert!(same_moment.counts().len() <= Attempts::MAX_KEYS);
    }

    #[test]
    fn addresses_of_one_network_count_together() {
        let attempts = Attempts::new(1);
        drop(attempts.begin(&token(1), "2001:db8::1".parse().unwrap(), NOW).unwrap());
        assert!(attempts.begin(&token(2), "2001:db8::2".parse().unwrap(), NOW).is_err());
        assert!(
            attempts
                .begin(&token(2), "2001:db8:0:1::2".parse().unwrap(), NOW)
                .is_ok()
        );
    }

    #[test]
    fn a_clock_that_was_set_back_keeps_nobody_out() {
        let attempts = Attempts::new(1);
        drop(attempts.begin(&token(1), address(1), NOW).unwrap());
        assert!(
            attempts
                .begin(&token(1), address(1), NOW - Duration::from_secs(1))
                .is_ok()
        );
    }
}
