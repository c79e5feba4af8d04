use core::fmt;

use serde::Serialize;

/// The greatest number a manifest may hold: 2⁵³ − 1, the greatest that every JSON reader keeps exact.
pub const MAX_NUMBER: u64 = (1 << 53) - 1;

/// How a manifest is read: forgiving or not, and how much of it.
///
/// Lenient unless said otherwise. Every limit has a default that real archives stay far below, and bounds the work and the
/// memory that a hostile document can cost.
///
/// ```
/// use opentok_archive::Options;
///
/// let options = Options::strict().max_bytes(64 * 1024).max_videos(50);
/// assert!(options.is_strict());
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use]
pub struct Options {
    strict: bool,
    pub(crate) max_attributes: usize,
    pub(crate) max_bytes: usize,
    pub(crate) max_depth: usize,
    pub(crate) max_events: usize,
    pub(crate) max_files: usize,
    pub(crate) max_value_bytes: usize,
    pub(crate) max_videos: usize,
}

impl Options {
    /// The longest document unless said otherwise, in bytes: 4 MiB.
    pub const DEFAULT_MAX_BYTES: usize = 4 * 1024 * 1024;

    /// Accepts what can be understood and reports every oddity as a warning.
    pub const fn lenient() -> Self {
        Self {
            strict: false,
            max_attributes: 64,
            max_bytes: Self::DEFAULT_MAX_BYTES,
            max_depth: 16,
            max_events: 100_000,
            max_files: 10_000,
            max_value_bytes: 65_536,
            max_videos: 10_000,
        }
    }

    /// Refuses whatever would earn a warning, and repairs nothing.
    pub const fn strict() -> Self {
        let mut options = Self::lenient();
        options.strict = true;
        options
    }

    /// Whether a warning is an error.
    pub const fn is_strict(&self) -> bool {
        self.strict
    }

    /// The most attributes on one XML element. Default 64.
    pub const fn max_attributes(mut self, limit: usize) -> Self {
        self.max_attributes = limit;
        self
    }

    /// The longest document, in bytes. Default 4 MiB.
    pub const fn max_bytes(mut self, limit: usize) -> Self {
        self.max_bytes = limit;
        self
    }

    /// The deepest XML nesting; the root is at depth 1. Default 16.
    pub const fn max_depth(mut self, limit: usize) -> Self {
        self.max_depth = limit;
        self
    }

    /// The most events in an XML manifest. Default 100,000.
    pub const fn max_events(mut self, limit: usize) -> Self {
        self.max_events = limit;
        self
    }

    /// The most files in an individual-stream manifest. Default 10,000.
    pub const fn max_files(mut self, limit: usize) -> Self {
        self.max_files = limit;
        self
    }

    /// The longest XML value, in bytes of UTF-8 before references are resolved. Default 65,536.
    pub const fn max_value_bytes(mut self, limit: usize) -> Self {
        self.max_value_bytes = limit;
        self
    }

    /// The most videos in an XML manifest. Default 10,000.
    pub const fn max_videos(mut self, limit: usize) -> Self {
        self.max_videos = limit;
        self
    }

    /// Sets a limit by its name, for programs that take limits as text.
    ///
    /// # Errors
    ///
    /// [`UnknownLimitError`] if no limit has that name.
    ///
    /// ```
    /// use opentok_archive::Options;
    ///
    /// assert_eq!(Options::lenient().limit("max_bytes", 100)?, Options::lenient().max_bytes(100));
    /// assert!(Options::lenient().limit("max_patience", 1).is_err());
    /// # Ok::<(), opentok_archive::UnknownLimitError>(())
    /// ```
    pub fn limit(self, name: &str, limit: usize) -> Result<Self, UnknownLimitError> {
        Ok(match name {
            "max_attributes" => self.max_attributes(limit),
            "max_bytes" => self.max_bytes(limit),
            "max_depth" => self.max_depth(limit),
            "max_events" => self.max_events(limit),
            "max_files" => self.max_files(limit),
            "max_value_bytes" => self.max_value_bytes(limit),
            "max_videos" => self.max_videos(limit),
            _ => return Err(UnknownLimitError),
        })
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::lenient()
    }
}

/// There is no limit of that name. See [`Options::limit`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct UnknownLimitError;

impl fmt::Display for UnknownLimitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "limit is none of max_attributes, max_bytes, max_depth, max_events, max_files, max_value_bytes, max_videos",
        )
    }
}

impl core::error::Error for UnknownLimitError {}

/// What there can be too many of.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Counted {
    /// Attributes of one element.
    Attributes,
    /// Events of a timeline.
    Events,
    /// Files of an individual-stream archive.
    Files,
    /// Videos of an archive.
    Videos,
}

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Attributes => "attributes",
            Self::Events => "events",
            Self::Files => "files",
            Self::Videos => "videos",
        })
    }
}
