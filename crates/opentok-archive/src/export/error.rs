use core::{error::Error, fmt};

use super::MAX_BYTES;

/// Why a timeline cannot be written in some form.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ExportError {
    /// Nobody is ever live.
    Empty,
    /// There is a gap, which the form cannot express.
    Gap {
        /// When it begins, in milliseconds from the archive's start.
        at_ms: u64,
    },
    /// Two segments are live at once, which the form cannot express.
    Overlap,
    /// The recording goes past the 24 hours that a time code can tell.
    PastMidnight,
    /// The result would be longer than [`MAX_BYTES`].
    TooLong,
    /// A track has more events than the 999 that can be numbered.
    TooManyEvents {
        /// Which track, from 1.
        track: usize,
    },
    /// A segment's media is no plain file name, and would be opened by a program.
    UnsafeMedia {
        /// Which segment, from 0.
        segment: usize,
    },
}

impl ExportError {
    /// The word for this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Gap { .. } => "gap",
            Self::Overlap => "overlap",
            Self::PastMidnight => "past_midnight",
            Self::TooLong => "too_long",
            Self::TooManyEvents { .. } => "too_many_events",
            Self::UnsafeMedia { .. } => "unsafe_media",
        }
    }
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("nobody is ever live"),
            Self::Gap { at_ms } => write!(f, "the gap at {at_ms} ms cannot be expressed"),
            Self::Overlap => f.write_str("segments that overlap cannot be expressed"),
            Self::PastMidnight => f.write_str("recording goes past 24 hours"),
            Self::TooLong => write!(f, "result would be longer than {MAX_BYTES} bytes"),
            Self::TooManyEvents { track } => write!(f, "track {track} has more than 999 events"),
            Self::UnsafeMedia { segment } => write!(f, "media of segment {segment} is no plain file name"),
        }
    }
}

impl Error for ExportError {}

/// What is written to fails for one reason only.
impl From<fmt::Error> for ExportError {
    fn from(_: fmt::Error) -> Self {
        Self::TooLong
    }
}
