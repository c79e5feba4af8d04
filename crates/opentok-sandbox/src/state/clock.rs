use alloc::sync::Arc;
use core::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

/// What the sandbox takes for the time, in milliseconds since 1970.
///
/// A [fixed](Self::fixed) clock moves only when it is told to, so that a test waits for nothing. A clock that
/// [follows](Self::following) another one, the [system's](Self::system) say, can be moved ahead of it.
#[derive(Clone)]
pub struct Clock {
    source: Option<Arc<dyn Fn() -> u64 + Send + Sync>>,
    /// The time itself of a fixed clock; of one that follows, how far it is ahead.
    value: u64,
}

impl Clock {
    /// A clock that stands at `ms` until it is moved.
    pub const fn fixed(ms: u64) -> Self {
        Self {
            source: None,
            value: ms,
        }
    }

    /// A clock that goes with `source`, which tells milliseconds since 1970.
    pub fn following(source: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        Self {
            source: Some(Arc::new(source)),
            value: 0,
        }
    }

    /// A clock that goes with the system's.
    pub fn system() -> Self {
        Self::following(|| {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            u64::try_from(since.as_millis()).unwrap_or(MAX_MS)
        })
    }

    /// The sandbox's time.
    pub(crate) fn now_ms(&self) -> u64 {
        let source = self.source.as_ref().map_or(0, |source| source());
        source.saturating_add(self.value).min(MAX_MS)
    }

    /// The time by which credentials of REST calls are judged: their makers follow the source, not what the control
    /// surface adds to it.
    pub(crate) fn callers_ms(&self) -> u64 {
        let ms = match &self.source {
            Some(source) => source(),
            None => self.value,
        };
        ms.min(MAX_MS)
    }

    /// Whether it goes on without being told to.
    #[cfg(feature = "serve")]
    pub(crate) const fn moves_by_itself(&self) -> bool {
        self.source.is_some()
    }

    pub(crate) const fn advance(&mut self, ms: u64) {
        self.value = self.value.saturating_add(ms);
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clock")
            .field("follows", &self.source.is_some())
            .field("value", &self.value)
            .finish()
    }
}

/// The last moment that can be told: the end of the year 9999.
pub(crate) const MAX_MS: u64 = 253_402_300_799_999;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_moves_when_it_is_told_to() {
        let mut clock = Clock::fixed(1_000);
        clock.advance(500);
        assert_eq!((clock.now_ms(), clock.callers_ms()), (1_500, 1_500));
    }

    #[test]
    fn a_clock_that_follows_can_be_ahead_of_its_source() {
        let mut clock = Clock::following(|| 7_000);
        clock.advance(3_000);
        assert_eq!((clock.now_ms(), clock.callers_ms()), (10_000, 7_000));
    }

    #[test]
    fn no_clock_passes_the_last_moment() {
        let mut clock = Clock::fixed(u64::MAX);
        clock.advance(u64::MAX);
        assert_eq!(clock.now_ms(), MAX_MS);
    }
}
