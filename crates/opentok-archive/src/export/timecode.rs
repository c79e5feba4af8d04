use core::fmt;

/// Whole frames a second, 1 to 60.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct FrameRate(u8);

impl FrameRate {
    /// 25 frames a second.
    pub const PAL: Self = Self(25);

    /// Takes a rate, unless it is 0 or above 60.
    pub const fn new(frames: u8) -> Option<Self> {
        match frames {
            1..=60 => Some(Self(frames)),
            _ => None,
        }
    }

    /// Frames a second.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// The frame that is shown at a moment. No overflow: times of archives stay below 2^54.
    pub(super) fn frame_at(self, ms: u64) -> u64 {
        u64::try_from(u128::from(ms) * u128::from(self.0) / 1000).unwrap_or(u64::MAX)
    }

    pub(super) fn frames_in_hours(self, hours: u64) -> u64 {
        hours * 3600 * u64::from(self.0)
    }
}

impl Default for FrameRate {
    fn default() -> Self {
        Self::PAL
    }
}

/// A number of frames as `HH:MM:SS:FF`.
pub(super) struct Timecode {
    pub(super) frames: u64,
    pub(super) rate: FrameRate,
}

impl fmt::Display for Timecode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rate = u64::from(self.rate.0);
        let (seconds, frames) = (self.frames / rate, self.frames % rate);
        write!(
            f,
            "{:02}:{:02}:{:02}:{frames:02}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        )
    }
}

/// Milliseconds as seconds with three digits after the point.
pub(super) struct Seconds(pub(super) u64);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:03}", self.0 / 1000, self.0 % 1000)
    }
}

/// Milliseconds as people read them: `1:02:03`, `2:03`, with tenths if `precise`.
pub(super) struct Clock {
    pub(super) ms: u64,
    pub(super) precise: bool,
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.ms / 1000;
        match seconds / 3600 {
            0 => write!(f, "{}:{:02}", seconds / 60, seconds % 60)?,
            hours => write!(f, "{hours}:{:02}:{:02}", seconds / 60 % 60, seconds % 60)?,
        }
        if self.precise {
            write!(f, ".{}", self.ms % 1000 / 100)
        } else {
            Ok(())
        }
    }
}
