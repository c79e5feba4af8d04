use core::fmt;

use crate::limits::{MAX_FIELDS, MAX_TOKEN_LEN};

/// Why a text cannot be read as a T1 token.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ParseT1Error {
    /// What follows the tag is not base64 in one alphabet with right or no padding.
    Base64,
    /// A field's value is not of its type: a time that is not digits, or a role that is none of the four.
    BadField {
        /// The field.
        name: &'static str,
    },
    /// A name stands twice in header or data.
    DuplicateField,
    /// A required field is not there.
    MissingField {
        /// The field.
        name: &'static str,
    },
    /// The decoded text is not UTF-8.
    NotUtf8,
    /// The scratch buffer is too short.
    ScratchTooSmall {
        /// Bytes that would do.
        needed: usize,
    },
    /// No `:` between header and data.
    Separator,
    /// It does not begin with `T1==`.
    Tag,
    /// Longer than [`MAX_TOKEN_LEN`].
    TooLong {
        /// Length in bytes.
        len: usize,
    },
    /// More than [`MAX_FIELDS`] fields of unknown names in header or data.
    TooManyFields,
}

impl ParseT1Error {
    /// The error as one word for machines.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Base64 => "bad_base64",
            Self::BadField { name } => match name.as_bytes() {
                b"role" => "unknown_role",
                _ => "bad_number",
            },
            Self::DuplicateField => "duplicate_field",
            Self::MissingField { .. } => "missing_field",
            Self::NotUtf8 => "not_utf8",
            Self::ScratchTooSmall { .. } => "scratch_too_small",
            Self::Separator => "missing_separator",
            Self::Tag => "bad_prefix",
            Self::TooLong { .. } => "too_large",
            Self::TooManyFields => "too_many_fields",
        }
    }
}

impl fmt::Display for ParseT1Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Base64 => f.write_str("what follows the tag is not base64"),
            Self::BadField { name } => write!(f, "{name} has no legal value"),
            Self::DuplicateField => f.write_str("a field stands twice"),
            Self::MissingField { name } => write!(f, "{name} is missing"),
            Self::NotUtf8 => f.write_str("the decoded text is not UTF-8"),
            Self::ScratchTooSmall { needed } => write!(f, "the token needs {needed} bytes of scratch"),
            Self::Separator => f.write_str("no `:` between header and data"),
            Self::Tag => f.write_str("it does not begin with `T1==`"),
            Self::TooLong { len } => write!(f, "it is {len} bytes; the limit is {MAX_TOKEN_LEN}"),
            Self::TooManyFields => write!(f, "it has more than {MAX_FIELDS} unknown fields"),
        }
    }
}

impl core::error::Error for ParseT1Error {}
