use core::{error::Error, fmt};

use super::{Element, Extra, Manifest};
use crate::{
    MAX_NUMBER,
    xml::{is_char, is_name, write_escaped},
};

/// Why a manifest cannot be written as XML.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum WriteManifestError {
    /// A value has a character that XML cannot express, such as U+0000.
    Character {
        /// Of which element.
        element: Element,
        /// Which of these elements, from 0.
        index: usize,
    },
    /// An id is empty.
    EmptyId {
        /// Of which element.
        element: Element,
        /// Which of these elements, from 0.
        index: usize,
    },
    /// A name in `extra` is no name of an attribute, is that of a known one, or declares a namespace.
    Name {
        /// Of which element.
        element: Element,
        /// Which of these elements, from 0.
        index: usize,
    },
    /// A number is above [`MAX_NUMBER`].
    Number {
        /// Of which element.
        element: Element,
        /// Which of these elements, from 0.
        index: usize,
    },
}

impl fmt::Display for WriteManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (element, index, what) = match self {
            Self::Character { element, index } => (element, index, "has a character that XML cannot express"),
            Self::EmptyId { element, index } => (element, index, "has an empty id"),
            Self::Name { element, index } => (element, index, "has an extra attribute whose name cannot be used"),
            Self::Number { element, index } => (element, index, "has a number above 2^53 - 1"),
        };
        write!(f, "{element} {index} {what}")
    }
}

impl Error for WriteManifestError {}

pub(super) fn to_xml(manifest: &Manifest) -> Result<String, WriteManifestError> {
    let mut out = Writer {
        out: String::new(),
        element: Element::Manifest,
        index: 0,
    };
    out.open("<manifest", Element::Manifest, 0);
    if let Some(version) = &manifest.version {
        out.attribute("version", version)?;
    }
    out.id("archiveid", &manifest.archive_id)?;
    out.attribute("title", &manifest.title)?;
    out.extra(&manifest.extra, &["version", "archiveid", "title"])?;
    out.out.push_str(">\n    <resources>\n");
    for (index, video) in manifest.resources.iter().enumerate() {
        out.open("    <video", Element::Video, index);
        out.id("id", &video.id)?;
        out.number("length", video.length_ms)?;
        out.attribute("name", &video.name)?;
        out.extra(&video.extra, &["id", "length", "name"])?;
        out.out.push_str("/>\n");
    }
    out.out.push_str("    </resources>\n    <timeline>\n");
    for (index, event) in manifest.timeline.iter().enumerate() {
        out.open("    <event", Element::Event, index);
        out.attribute("type", event.kind.as_str())?;
        out.id("id", &event.id)?;
        out.number("offset", event.offset_ms)?;
        if let Some(data) = &event.data {
            out.attribute("data", data)?;
        }
        out.extra(&event.extra, &["type", "id", "offset", "data"])?;
        out.out.push_str(" />\n");
    }
    out.out.push_str("    </timeline>\n</manifest>\n\n\n");
    Ok(out.out)
}

struct Writer {
    out: String,
    element: Element,
    index: usize,
}

impl Writer {
    fn open(&mut self, text: &str, element: Element, index: usize) {
        self.out.push_str(text);
        (self.element, self.index) = (element, index);
    }

    fn attribute(&mut self, name: &str, value: &str) -> Result<(), WriteManifestError> {
        if !value.chars().all(is_char) {
            return Err(WriteManifestError::Character {
                element: self.element,
                index: self.index,
            });
        }
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        write_escaped(&mut self.out, value);
        self.out.push('"');
        Ok(())
    }

    fn id(&mut self, name: &str, value: &str) -> Result<(), WriteManifestError> {
        if value.is_empty() {
            return Err(WriteManifestError::EmptyId {
                element: self.element,
                index: self.index,
            });
        }
        self.attribute(name, value)
    }

    fn number(&mut self, name: &str, number: u64) -> Result<(), WriteManifestError> {
        if number > MAX_NUMBER {
            return Err(WriteManifestError::Number {
                element: self.element,
                index: self.index,
            });
        }
        self.attribute(name, &number.to_string())
    }

    fn extra(&mut self, extra: &Extra, known: &[&str]) -> Result<(), WriteManifestError> {
        for (name, value) in extra.iter() {
            if !is_name(name) || known.contains(&name) || name == "xmlns" || name.starts_with("xmlns:") {
                return Err(WriteManifestError::Name {
                    element: self.element,
                    index: self.index,
                });
            }
            self.attribute(name, value)?;
        }
        Ok(())
    }
}
