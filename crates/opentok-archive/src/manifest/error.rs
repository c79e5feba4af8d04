use core::{error::Error, fmt};

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{Warning, warning::At};
use crate::{Counted, Refusal, xml::XmlError};

/// An element of the manifest.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Element {
    /// `event`, in the timeline.
    Event,
    /// `manifest`, the root.
    Manifest,
    /// `resources`, the section of the videos.
    Resources,
    /// `timeline`, the section of the events.
    Timeline,
    /// `video`, in the resources.
    Video,
}

/// Why bytes are not a manifest.
///
/// Serialises as `{"code": …}` with the fields below; a [`Refusal`] and an [`XmlError`] put their fields beside the code.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ReadManifestError {
    /// A length or an offset is not a plain decimal number up to 2⁵³ − 1.
    InvalidNumber {
        /// Of which element.
        element: Element,
        /// Which attribute.
        attribute: &'static str,
        /// Which of these elements, from 0.
        index: usize,
        /// The value, or its first 256 bytes.
        value: Box<str>,
    },
    /// An id is empty.
    InvalidValue {
        /// Of which element.
        element: Element,
        /// Which attribute.
        attribute: &'static str,
        /// Which of these elements, from 0; `None` for the root.
        index: Option<usize>,
    },
    /// An attribute is absent that must be there.
    MissingAttribute {
        /// Of which element.
        element: Element,
        /// Which attribute.
        attribute: &'static str,
        /// Which of these elements, from 0; `None` for the root.
        index: Option<usize>,
    },
    /// An element is absent that must be there.
    MissingElement {
        /// Which one.
        element: Element,
    },
    /// The service sent an error instead.
    Refused(Refusal),
    /// Reading was strict, and there would have been warnings.
    Strict {
        /// The first of them.
        warning: Warning,
    },
    /// More than allowed of something.
    TooMany {
        /// Of what.
        what: Counted,
        /// The limit.
        limit: usize,
    },
    /// Some other document.
    UnexpectedRoot {
        /// The name of its root, or its first 256 bytes.
        name: Box<str>,
    },
    /// No document that can be read.
    Xml(XmlError),
}

impl ReadManifestError {
    /// The word for this error, the same as in the serialised form.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::InvalidNumber { .. } => "invalid_number",
            Self::InvalidValue { .. } => "invalid_value",
            Self::MissingAttribute { .. } => "missing_attribute",
            Self::MissingElement { .. } => "missing_element",
            Self::Refused(_) => "server_error",
            Self::Strict { .. } => "strict",
            Self::TooMany { .. } => "too_many",
            Self::UnexpectedRoot { .. } => "unexpected_root",
            Self::Xml(error) => error.code(),
        }
    }
}

impl Serialize for ReadManifestError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Self::Xml(error) = self {
            return error.serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", self.code())?;
        match self {
            Self::InvalidNumber {
                element,
                attribute,
                index,
                value,
            } => {
                place(&mut map, *element, attribute, Some(*index))?;
                map.serialize_entry("value", value)?;
            }
            Self::InvalidValue {
                element,
                attribute,
                index,
            } => {
                place(&mut map, *element, attribute, *index)?;
                map.serialize_entry("value", "")?;
            }
            Self::MissingAttribute {
                element,
                attribute,
                index,
            } => place(&mut map, *element, attribute, *index)?,
            Self::MissingElement { element } => map.serialize_entry("element", element)?,
            Self::Refused(refusal) => {
                map.serialize_entry("status", &refusal.status)?;
                map.serialize_entry("kind", &refusal.kind)?;
                map.serialize_entry("message", &refusal.message)?;
            }
            Self::Strict { warning } => map.serialize_entry("warning", warning)?,
            Self::TooMany { what, limit } => {
                map.serialize_entry("what", what)?;
                map.serialize_entry("limit", limit)?;
            }
            Self::UnexpectedRoot { name } => map.serialize_entry("name", name)?,
            Self::Xml(_) => {}
        }
        map.end()
    }
}

fn place<M: SerializeMap>(
    map: &mut M,
    element: Element,
    attribute: &str,
    index: Option<usize>,
) -> Result<(), M::Error> {
    map.serialize_entry("element", &element)?;
    map.serialize_entry("attribute", attribute)?;
    index.map_or(Ok(()), |index| map.serialize_entry("index", &index))
}

impl fmt::Display for ReadManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidNumber {
                element,
                attribute,
                index,
                value,
            } => {
                write!(
                    f,
                    "{}{attribute} is not a number: {value:?}",
                    At(*element, Some(*index))
                )
            }
            Self::InvalidValue {
                element,
                attribute,
                index,
            } => {
                write!(f, "{}{attribute} is empty", At(*element, *index))
            }
            Self::MissingAttribute {
                element,
                attribute,
                index,
            } => {
                write!(f, "{}{attribute} is missing", At(*element, *index))
            }
            Self::MissingElement { element } => write!(f, "{element} is missing"),
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Strict { .. } => f.write_str("manifest is read strictly and has an oddity"),
            Self::TooMany { what, limit } => write!(f, "more than {limit} {what}"),
            Self::UnexpectedRoot { name } => write!(f, "root is {name:?} instead of \"manifest\""),
            Self::Xml(_) => f.write_str("not a document that can be read"),
        }
    }
}

impl Error for ReadManifestError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Xml(error) => Some(error),
            Self::Strict { warning } => Some(warning),
            _ => None,
        }
    }
}

impl From<XmlError> for ReadManifestError {
    fn from(error: XmlError) -> Self {
        Self::Xml(error)
    }
}

impl Error for Warning {}

impl Element {
    /// The name of the element.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Manifest => "manifest",
            Self::Resources => "resources",
            Self::Timeline => "timeline",
            Self::Video => "video",
        }
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
