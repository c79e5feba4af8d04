use core::fmt;
use core::time::Duration;

/// A moment, in whole seconds since 1970-01-01T00:00:00Z.
///
/// Every function that needs the time takes it as an argument, so results can be repeated and
/// programs without a clock can bring their own.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub struct UnixSeconds(u64);

impl UnixSeconds {
    /// A moment this many seconds after the epoch.
    pub const fn new(seconds: u64) -> Self {
        Self(seconds)
    }

    /// The system clock's time; the epoch itself if the clock stands before it.
    #[cfg(feature = "std")]
    pub fn now() -> Self {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Self(since.map_or(0, |elapsed| elapsed.as_secs()))
    }

    /// Seconds after the epoch.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// This moment and `seconds` more, at most the last one that can be told.
    #[must_use]
    pub const fn plus(self, seconds: u64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// This moment less `seconds`, at least the epoch.
    #[must_use]
    pub const fn minus(self, seconds: u64) -> Self {
        Self(self.0.saturating_sub(seconds))
    }

    /// Seconds from `earlier` to this moment; 0 if `earlier` is later.
    pub const fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl From<u64> for UnixSeconds {
    fn from(seconds: u64) -> Self {
        Self(seconds)
    }
}

impl From<UnixSeconds> for u64 {
    fn from(moment: UnixSeconds) -> Self {
        moment.0
    }
}

impl fmt::Display for UnixSeconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Whole seconds of a duration, part seconds dropped.
pub(crate) const fn whole_seconds(duration: Duration) -> u64 {
    duration.as_secs()
}
