use core::{error::Error, fmt, ops::RangeInclusive};

/// Why an option cannot be sent. It shows numbers and names, never the value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ArgumentError {
    /// A character that is not allowed.
    Character {
        /// The option.
        name: &'static str,
        /// Offset in bytes.
        at: usize,
    },
    /// The same name twice where each must have its own.
    Duplicate {
        /// The option.
        name: &'static str,
        /// Which one repeats an earlier one, from zero.
        index: usize,
    },
    /// Nothing there.
    Empty {
        /// The option.
        name: &'static str,
    },
    /// Two options that exclude each other.
    Exclusive {
        /// The one.
        name: &'static str,
        /// The other.
        other: &'static str,
    },
    /// A text that is too short or too long.
    Length {
        /// The option.
        name: &'static str,
        /// Its length in bytes.
        len: usize,
        /// The least length.
        min: usize,
        /// The greatest length.
        max: usize,
    },
    /// A number out of its range.
    Range {
        /// The option.
        name: &'static str,
        /// The number.
        value: u64,
        /// The least one.
        min: u64,
        /// The greatest one.
        max: u64,
    },
    /// An option that needs another.
    Requires {
        /// The option.
        name: &'static str,
        /// What it needs.
        other: &'static str,
    },
    /// A list that is too long.
    TooMany {
        /// The option.
        name: &'static str,
        /// How many there are.
        count: usize,
        /// How many there may be.
        limit: usize,
    },
    /// Not an address of the kind that is needed.
    Url {
        /// The option.
        name: &'static str,
    },
}

impl ArgumentError {
    /// Checks a number.
    pub(crate) fn check_range(name: &'static str, value: u64, range: RangeInclusive<u64>) -> Result<(), Self> {
        let (min, max) = range.into_inner();
        if (min..=max).contains(&value) {
            return Ok(());
        }
        Err(Self::Range { name, value, min, max })
    }

    /// Checks the length of a text, in bytes.
    pub(crate) fn check_len(name: &'static str, text: &str, range: RangeInclusive<usize>) -> Result<(), Self> {
        let (min, max) = range.into_inner();
        match text.len() {
            len if (min..=max).contains(&len) => Ok(()),
            0 => Err(Self::Empty { name }),
            len => Err(Self::Length { name, len, min, max }),
        }
    }

    /// Checks the length of a list.
    pub(crate) fn check_count(name: &'static str, count: usize, limit: usize) -> Result<(), Self> {
        if count > limit {
            return Err(Self::TooMany { name, count, limit });
        }
        Ok(())
    }
}

impl fmt::Display for ArgumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Character { name, at } => write!(f, "{name} has an illegal character at byte {at}"),
            Self::Duplicate { name, index } => write!(f, "{name} repeats an earlier one at {index}"),
            Self::Empty { name } => write!(f, "{name} is empty"),
            Self::Exclusive { name, other } => write!(f, "{name} and {other} exclude each other"),
            Self::Length { name, len, min, max } => write!(f, "{name} is {len} bytes, not {min} to {max}"),
            Self::Range { name, value, min, max } => write!(f, "{name} is {value}, not {min} to {max}"),
            Self::Requires { name, other } => write!(f, "{name} needs {other}"),
            Self::TooMany { name, count, limit } => write!(f, "{name} are {count}; the limit is {limit}"),
            Self::Url { name } => write!(f, "{name} is no address of the kind that is needed"),
        }
    }
}

impl Error for ArgumentError {}
