use core::{error::Error, fmt};

use super::{MAX_DEPTH, MAX_LEN, MAX_NAMES};

/// Why a text is not an acceptable JSON object, and where.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct JsonError {
    /// What is wrong.
    pub kind: JsonErrorKind,
    /// The byte at which it shows.
    pub at: usize,
}

/// What is wrong with a JSON text.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum JsonErrorKind {
    /// A control character inside a text; it must be escaped.
    Control,
    /// More than [`MAX_DEPTH`] objects and arrays inside each other.
    Depth,
    /// A name for the second time in one object, however it is escaped.
    Duplicate,
    /// The text ends too early.
    End,
    /// A backslash with something after it that makes no escape.
    Escape,
    /// Longer than [`MAX_LEN`].
    Length,
    /// More than [`MAX_NAMES`] names in the objects open at one point.
    Names,
    /// A JSON text of another kind than an object.
    NotObject,
    /// Half of a surrogate pair.
    Surrogate,
    /// Something after the object.
    Trailing,
    /// A byte that cannot stand here.
    Unexpected,
    /// Not UTF-8.
    Utf8,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.kind, self.at)
    }
}

impl Error for JsonError {}

impl fmt::Display for JsonErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Control => f.write_str("unescaped control character"),
            Self::Depth => write!(f, "nesting is deeper than {MAX_DEPTH}"),
            Self::Duplicate => f.write_str("name stands twice in one object"),
            Self::End => f.write_str("text ends too early"),
            Self::Escape => f.write_str("unknown escape"),
            Self::Length => write!(f, "text is longer than {MAX_LEN} bytes"),
            Self::Names => write!(f, "more than {MAX_NAMES} names are open"),
            Self::NotObject => f.write_str("text is not an object"),
            Self::Surrogate => f.write_str("lone surrogate"),
            Self::Trailing => f.write_str("something follows the object"),
            Self::Unexpected => f.write_str("unexpected character"),
            Self::Utf8 => f.write_str("text is not UTF-8"),
        }
    }
}
