use core::{error::Error, fmt};

use serde::Serialize;

use super::FileName;
use crate::{Counted, json::JsonFault};

/// Something odd about a manifest that could be read all the same.
///
/// Serialises as `{"code": …}` with the fields below.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Warning {
    /// A second file of the same name.
    DuplicateFile {
        /// The name.
        filename: FileName,
        /// Which file, from 0.
        index: usize,
    },
    /// A field is absent that should be there.
    MissingField {
        /// Its name.
        field: &'static str,
    },
}

/// Why bytes are not the manifest of an individual-stream archive.
///
/// Serialises as `{"code": …}` with the fields below. `index` is that of the file, from 0, and absent for fields of the
/// manifest itself.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum ReadIndividualError {
    /// Not JSON, or a key comes twice.
    InvalidJson,
    /// A number that is negative, not whole, or above 2⁵³ − 1.
    InvalidNumber {
        /// The field.
        field: &'static str,
        /// Which file.
        #[serde(skip_serializing_if = "Option::is_none")]
        index: Option<usize>,
    },
    /// A file that ends before it begins.
    InvalidRange {
        /// Which file.
        index: usize,
    },
    /// A value of another kind than the field's.
    InvalidType {
        /// The field; `$` is the whole document.
        field: &'static str,
        /// Which file.
        #[serde(skip_serializing_if = "Option::is_none")]
        index: Option<usize>,
    },
    /// An empty id.
    InvalidValue {
        /// The field.
        field: &'static str,
        /// Which file.
        #[serde(skip_serializing_if = "Option::is_none")]
        index: Option<usize>,
    },
    /// A field is absent that must be there.
    MissingField {
        /// The field.
        field: &'static str,
        /// Which file.
        #[serde(skip_serializing_if = "Option::is_none")]
        index: Option<usize>,
    },
    /// Reading was strict, and there would have been warnings.
    Strict {
        /// The first of them.
        warning: Warning,
    },
    /// Nested deeper than this.
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
    /// More files than allowed.
    TooMany {
        /// What there are too many of.
        what: Counted,
        /// The limit.
        limit: usize,
    },
    /// A file name that is not a [`FileName`].
    UnsafeFilename {
        /// Which file.
        index: usize,
    },
}

impl ReadIndividualError {
    /// The word for this error, the same as in the serialised form.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::InvalidJson => "invalid_json",
            Self::InvalidNumber { .. } => "invalid_number",
            Self::InvalidRange { .. } => "invalid_range",
            Self::InvalidType { .. } => "invalid_type",
            Self::InvalidValue { .. } => "invalid_value",
            Self::MissingField { .. } => "missing_field",
            Self::Strict { .. } => "strict",
            Self::TooDeep { .. } => "too_deep",
            Self::TooLarge { .. } => "too_large",
            Self::TooMany { .. } => "too_many",
            Self::UnsafeFilename { .. } => "unsafe_filename",
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DuplicateFile { filename, index } => write!(f, "file {index} repeats the name {filename}"),
            Self::MissingField { field } => write!(f, "{field} is missing"),
        }
    }
}

impl Error for Warning {}

impl fmt::Display for ReadIndividualError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidJson => f.write_str("not JSON, or a key comes twice"),
            Self::InvalidNumber { field, index } => {
                write!(f, "{}{field} is not a whole number up to 2^53 - 1", At(*index))
            }
            Self::InvalidRange { index } => write!(f, "file {index} ends before it begins"),
            Self::InvalidType {
                field: "$",
                index: None,
            } => f.write_str("document is not an object"),
            Self::InvalidType { field, index } => write!(f, "{}{field} is of the wrong type", At(*index)),
            Self::InvalidValue { field, index } => write!(f, "{}{field} is empty", At(*index)),
            Self::MissingField { field, index } => write!(f, "{}{field} is missing", At(*index)),
            Self::Strict { .. } => f.write_str("manifest is read strictly and has an oddity"),
            Self::TooDeep { limit } => write!(f, "values are nested deeper than {limit}"),
            Self::TooLarge { limit, actual } => write!(f, "document is {actual} bytes; the limit is {limit}"),
            Self::TooMany { what, limit } => write!(f, "more than {limit} {what}"),
            Self::UnsafeFilename { index } => write!(f, "file {index} has an unsafe name"),
        }
    }
}

impl Error for ReadIndividualError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Strict { warning } => Some(warning),
            _ => None,
        }
    }
}

impl From<JsonFault> for ReadIndividualError {
    fn from(fault: JsonFault) -> Self {
        match fault {
            JsonFault::Invalid => Self::InvalidJson,
            JsonFault::TooDeep => Self::TooDeep {
                limit: crate::json::MAX_DEPTH,
            },
        }
    }
}

/// Which file a field is of.
struct At(Option<usize>);

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |index| write!(f, "file {index}: "))
    }
}
