use alloc::sync::Arc;
use core::fmt;

use serde::Serialize;

use super::Element;

/// Something odd about a manifest that could be read all the same.
///
/// Serialises as `{"code": …}` with the fields below. `index` counts from 0 within the videos or the events.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Warning {
    /// An event names no video of the manifest. It is kept and not computed with.
    DanglingEvent {
        /// The id.
        id: Arc<str>,
        /// Which event.
        index: usize,
    },
    /// A second section. It was merged into the first.
    DuplicateElement {
        /// Which section.
        element: Element,
    },
    /// A second video with the same id. It is kept; look-ups find the first.
    DuplicateVideo {
        /// The id.
        id: Arc<str>,
        /// Which video.
        index: usize,
    },
    /// An attribute is absent that should be there.
    MissingAttribute {
        /// Of which element.
        element: Element,
        /// Its name.
        attribute: &'static str,
        /// Which of these elements.
        #[serde(skip_serializing_if = "Option::is_none")]
        index: Option<usize>,
    },
    /// An element is absent that should be there.
    MissingElement {
        /// Which one.
        element: Element,
    },
    /// A declaration of a namespace was dropped.
    NamespaceIgnored {
        /// Of which element.
        element: Element,
    },
    /// Typographic quotes around values were replaced by plain ones.
    RepairedQuotes {
        /// How many values.
        count: usize,
    },
    /// A video is played again. This is a further segment.
    RepeatedPlay {
        /// Its id.
        id: Arc<str>,
        /// Which event.
        index: usize,
    },
    /// Text where none belongs. It was dropped.
    UnexpectedText {
        /// In which element.
        element: Element,
    },
    /// An unknown attribute. It is kept in `extra`, unless it is one of a section's.
    UnknownAttribute {
        /// Of which element.
        element: Element,
        /// Its name.
        attribute: Box<str>,
        /// Which of these elements.
        #[serde(skip_serializing_if = "Option::is_none")]
        index: Option<usize>,
    },
    /// An unknown element, or a known one in the wrong place. It was dropped with all it contains.
    UnknownElement {
        /// Its name.
        name: Box<str>,
        /// What it was in.
        parent: Element,
    },
    /// An event of a type other than `PLAY`. It is kept and not computed with.
    UnknownEventType {
        /// The type.
        value: Box<str>,
        /// Which event.
        index: usize,
    },
    /// A version other than `0.1`.
    UnknownVersion {
        /// The version.
        value: Box<str>,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DanglingEvent { id, index } => write!(f, "event {index} names an unknown video {id:?}"),
            Self::DuplicateElement { element } => write!(f, "second {element}"),
            Self::DuplicateVideo { id, index } => write!(f, "video {index} repeats the id {id:?}"),
            Self::MissingAttribute {
                element,
                attribute,
                index,
            } => {
                write!(f, "{}{attribute} is missing", At(*element, *index))
            }
            Self::MissingElement { element } => write!(f, "{element} is missing"),
            Self::NamespaceIgnored { element } => write!(f, "namespace of {element} is ignored"),
            Self::RepairedQuotes { count } => write!(f, "typographic quotes of {count} values are repaired"),
            Self::RepeatedPlay { id, index } => write!(f, "event {index} plays {id:?} again"),
            Self::UnexpectedText { element } => write!(f, "text in {element}"),
            Self::UnknownAttribute {
                element,
                attribute,
                index,
            } => {
                write!(f, "{}{attribute} is unknown", At(*element, *index))
            }
            Self::UnknownElement { name, parent } => write!(f, "unknown element {name:?} in {parent}"),
            Self::UnknownEventType { value, index } => write!(f, "event {index} is of unknown type {value:?}"),
            Self::UnknownVersion { value } => write!(f, "unknown version {value:?}"),
        }
    }
}

/// Where an attribute is.
pub(super) struct At(pub(super) Element, pub(super) Option<usize>);

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.1 {
            Some(index) => write!(f, "{} {index}: ", self.0),
            None => write!(f, "{}: ", self.0),
        }
    }
}
