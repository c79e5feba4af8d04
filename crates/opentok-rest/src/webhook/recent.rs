use alloc::collections::{BTreeMap, BTreeSet};
use core::{fmt, num::NonZeroUsize};
use std::sync::{Mutex, PoisonError};

use opentok_token::UnixSeconds;

use super::{ReplayGuard, ReplayKey};

/// Remembers callbacks in this process, a limited number of them.
///
/// When it is full it forgets what runs out first. One entry takes some 150 bytes.
pub struct RecentCallbacks {
    capacity: NonZeroUsize,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    until: BTreeMap<ReplayKey, UnixSeconds>,
    by_end: BTreeSet<(UnixSeconds, ReplayKey)>,
}

impl RecentCallbacks {
    /// Remembers as many as this. Zero counts as one.
    pub fn new(capacity: usize) -> Self {
        Self {
            capacity: NonZeroUsize::new(capacity).unwrap_or(NonZeroUsize::MIN),
            known: Mutex::default(),
        }
    }

    /// How many it remembers now.
    pub fn len(&self) -> usize {
        self.with(|known| known.until.len())
    }

    /// Whether it remembers none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// No code of others runs while the lock is held, so that what a panic could leave behind is whole.
    fn with<T>(&self, act: impl FnOnce(&mut Known) -> T) -> T {
        act(&mut self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// 65,536 of them.
impl Default for RecentCallbacks {
    fn default() -> Self {
        Self::new(65_536)
    }
}

impl ReplayGuard for RecentCallbacks {
    fn is_new(&self, key: ReplayKey, until: UnixSeconds, now: UnixSeconds) -> bool {
        self.with(|known| {
            while known.by_end.first().is_some_and(|(end, _)| *end < now) {
                known.forget_first();
            }
            if known.until.contains_key(&key) {
                return false;
            }
            while known.until.len() >= self.capacity.get() {
                known.forget_first();
            }
            known.until.insert(key, until);
            known.by_end.insert((until, key));
            true
        })
    }

    fn forget(&self, key: ReplayKey) {
        self.with(|known| {
            if let Some(until) = known.until.remove(&key) {
                known.by_end.remove(&(until, key));
            }
        });
    }
}

impl Known {
    fn forget_first(&mut self) {
        if let Some((_, key)) = self.by_end.pop_first() {
            self.until.remove(&key);
        }
    }
}

impl fmt::Debug for RecentCallbacks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecentCallbacks")
            .field("capacity", &self.capacity)
            .field("len", &self.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(seconds: u64) -> UnixSeconds {
        UnixSeconds::new(seconds)
    }

    fn key(number: u32) -> ReplayKey {
        ReplayKey::of_token(&number.to_string())
    }

    #[test]
    fn a_callback_is_new_once_until_its_time_is_over() {
        let recent = RecentCallbacks::default();
        assert!(recent.is_new(key(1), at(100), at(0)));
        assert!(!recent.is_new(key(1), at(100), at(100)));
        assert!(recent.is_new(key(2), at(200), at(100)));
        assert!(recent.is_new(key(1), at(300), at(101)));
        assert_eq!(recent.len(), 2);
    }

    #[test]
    fn what_is_forgotten_is_new_again() {
        let recent = RecentCallbacks::default();
        assert!(recent.is_new(key(1), at(100), at(0)));
        recent.forget(key(1));
        recent.forget(key(2));
        assert!(recent.is_empty());
        assert!(recent.is_new(key(1), at(100), at(0)));
    }

    #[test]
    fn there_are_never_more_than_allowed() {
        let recent = RecentCallbacks::new(3);
        for number in 0..10 {
            assert!(recent.is_new(key(number), at(100 + u64::from(number)), at(0)));
            assert!(recent.len() <= 3);
        }
        assert!(!recent.is_new(key(9), at(0), at(0)));
        assert!(recent.is_new(key(6), at(100), at(0)));
        assert_eq!(RecentCallbacks::new(0).capacity.get(), 1);
    }
}
