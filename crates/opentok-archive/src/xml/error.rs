use core::{error::Error, fmt};

use serde::Serialize;

use crate::Counted;

/// Why bytes are not an XML document that this crate reads.
///
/// Serialises as `{"code": …}` with the fields below, but for `at`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum XmlError {
    /// It has a DOCTYPE. Nothing was expanded and nothing was fetched.
    DtdForbidden,
    /// Nothing but blanks.
    EmptyDocument,
    /// A reference to a character that XML forbids.
    InvalidCharRef,
    /// The bytes are not of the encoding that they should be.
    InvalidEncoding,
    /// Not well-formed XML 1.0.
    #[serde(rename = "malformed_xml")]
    Malformed {
        /// About where: a byte of the decoded and repaired text, usually the beginning of the faulty markup.
        #[serde(skip)]
        at: usize,
    },
    /// Elements nested deeper than this.
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// Longer than allowed.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
        /// The length in bytes.
        actual: usize,
    },
    /// More than allowed of something.
    TooMany {
        /// Of what.
        what: Counted,
        /// The limit.
        limit: usize,
    },
    /// A named reference outside the five that XML predefines.
    UnknownEntity {
        /// The name, or its first 256 bytes.
        name: Box<str>,
    },
    /// An encoding other than UTF-8, US-ASCII and ISO-8859-1, or a byte order mark that contradicts the declaration.
    UnsupportedEncoding {
        /// The encoding, or the first 256 bytes of its name.
        name: Box<str>,
    },
    /// A value longer than allowed.
    ValueTooLong {
        /// The limit in bytes.
        limit: usize,
    },
}

impl XmlError {
    /// The word for this error, the same as in the serialised form.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::DtdForbidden => "dtd_forbidden",
            Self::EmptyDocument => "empty_document",
            Self::InvalidCharRef => "invalid_char_ref",
            Self::InvalidEncoding => "invalid_encoding",
            Self::Malformed { .. } => "malformed_xml",
            Self::TooDeep { .. } => "too_deep",
            Self::TooLarge { .. } => "too_large",
            Self::TooMany { .. } => "too_many",
            Self::UnknownEntity { .. } => "unknown_entity",
            Self::UnsupportedEncoding { .. } => "unsupported_encoding",
            Self::ValueTooLong { .. } => "value_too_long",
        }
    }
}

impl fmt::Display for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DtdForbidden => f.write_str("document has a DOCTYPE"),
            Self::EmptyDocument => f.write_str("document is empty"),
            Self::InvalidCharRef => f.write_str("reference to a character that XML forbids"),
            Self::InvalidEncoding => f.write_str("bytes do not decode"),
            Self::Malformed { at } => write!(f, "not well-formed XML at about byte {at}"),
            Self::TooDeep { limit } => write!(f, "elements are nested deeper than {limit}"),
            Self::TooLarge { limit, actual } => write!(f, "document is {actual} bytes; the limit is {limit}"),
            Self::TooMany { what, limit } => write!(f, "more than {limit} {what}"),
            Self::UnknownEntity { name } => write!(f, "unknown entity {name:?}"),
            Self::UnsupportedEncoding { name } => write!(f, "unsupported encoding {name:?}"),
            Self::ValueTooLong { limit } => write!(f, "value is longer than {limit} bytes"),
        }
    }
}

impl Error for XmlError {}
