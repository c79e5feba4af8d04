use core::{error::Error, fmt};

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{Refusal, xml::XmlError};

/// Why bytes do not describe a session.
///
/// Serialises as `{"code": …}` with the fields below; a [`Refusal`] and an [`XmlError`] put their fields beside the code.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ReadSessionError {
    /// Not JSON, nested too deep, or a key comes twice.
    InvalidJson,
    /// The id is empty, or of the wrong kind.
    InvalidValue {
        /// The element or field.
        element: &'static str,
    },
    /// No session, or no id.
    MissingElement {
        /// The element or field.
        element: &'static str,
    },
    /// The service sent an error instead.
    Refused(Refusal),
    /// Longer than the 4 MiB that a JSON answer may have.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
        /// The length in bytes.
        actual: usize,
    },
    /// Some other document.
    UnexpectedRoot {
        /// The name of its root, or its first 256 bytes.
        name: Box<str>,
    },
    /// No document that can be read.
    Xml(XmlError),
}

impl ReadSessionError {
    /// The word for this error, the same as in the serialised form.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::InvalidJson => "invalid_json",
            Self::InvalidValue { .. } => "invalid_value",
            Self::MissingElement { .. } => "missing_element",
            Self::Refused(_) => "server_error",
            Self::TooLarge { .. } => "too_large",
            Self::UnexpectedRoot { .. } => "unexpected_root",
            Self::Xml(error) => error.code(),
        }
    }
}

impl Serialize for ReadSessionError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Self::Xml(error) = self {
            return error.serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", self.code())?;
        match self {
            Self::InvalidValue { element } => {
                map.serialize_entry("element", element)?;
                map.serialize_entry("value", "")?;
            }
            Self::MissingElement { element } => map.serialize_entry("element", element)?,
            Self::Refused(refusal) => {
                map.serialize_entry("status", &refusal.status)?;
                map.serialize_entry("kind", &refusal.kind)?;
                map.serialize_entry("message", &refusal.message)?;
            }
            Self::TooLarge { limit, actual } => {
                map.serialize_entry("limit", limit)?;
                map.serialize_entry("actual", actual)?;
            }
            Self::UnexpectedRoot { name } => map.serialize_entry("name", name)?,
            Self::InvalidJson | Self::Xml(_) => {}
        }
        map.end()
    }
}

impl fmt::Display for ReadSessionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidJson => f.write_str("not JSON, nested too deep, or a key comes twice"),
            Self::InvalidValue { element } => write!(f, "{element} is empty or no text"),
            Self::MissingElement { element } => write!(f, "{element} is missing"),
            Self::Refused(refusal) => refusal.fmt(f),
            Self::TooLarge { limit, actual } => write!(f, "document is {actual} bytes; the limit is {limit}"),
            Self::UnexpectedRoot { name } => write!(f, "root is {name:?} instead of \"Sessions\""),
            Self::Xml(_) => f.write_str("not a document that can be read"),
        }
    }
}

impl Error for ReadSessionError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Xml(error) => Some(error),
            _ => None,
        }
    }
}

impl From<XmlError> for ReadSessionError {
    fn from(error: XmlError) -> Self {
        Self::Xml(error)
    }
}
