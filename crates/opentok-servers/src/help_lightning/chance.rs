use alloc::sync::Arc;
use core::fmt;
use core::time::Duration;
use std::time::{SystemTime, UNIX_EPOCH};

/// Where PINs are drawn from. A clone is the same source.
#[derive(Clone)]
pub struct Chance(Arc<dyn Fn() -> Option<u64> + Send + Sync>);

impl Chance {
    /// Takes a source of numbers evenly spread over all of `u64` and beyond guessing; `None` if it fails.
    pub fn new(number: impl Fn() -> Option<u64> + Send + Sync + 'static) -> Self {
        Self(Arc::new(number))
    }

    /// The generator of the operating system.
    pub fn system() -> Self {
        Self::new(|| getrandom::u64().ok())
    }

    /// The next number.
    pub fn number(&self) -> Option<u64> {
        (self.0)()
    }
}

impl fmt::Debug for Chance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chance(..)")
    }
}

/// What time it is, since 1970. A clone is the same clock.
#[derive(Clone)]
pub struct WallClock(Arc<dyn Fn() -> Duration + Send + Sync>);

impl WallClock {
    /// Takes a source of the time.
    pub fn new(now: impl Fn() -> Duration + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The clock of the operating system; 1970 if it stands before.
    pub fn system() -> Self {
        Self::new(|| SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default())
    }

    /// The time.
    pub fn now(&self) -> Duration {
        (self.0)()
    }
}

impl fmt::Debug for WallClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WallClock(..)")
    }
}
