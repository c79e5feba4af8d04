//! The XML manifest of 2011 to 2014: which videos an archive holds, and when each began to play.
//!
//! ```
//! use opentok_archive::{Options, manifest::Manifest};
//!
//! let xml = br#"<manifest version="0.1" archiveid="340ded4d" title="call">
//!     <resources><video id="125f0b49" length="8687" name="Bob" /></resources>
//!     <timeline><event type="PLAY" id="125f0b49" offset="0" /></timeline>
//! </manifest>"#;
//! let (manifest, warnings) = Manifest::parse(xml, &Options::lenient())?;
//!
//! assert!(warnings.is_empty());
//! assert_eq!(manifest.video("125f0b49").map(|video| video.length_ms), Some(8687));
//! # Ok::<(), opentok_archive::manifest::ReadManifestError>(())
//! ```
//!
//! Wire: [the manifest of 2011](crate::wire).

mod check;
mod error;
mod extra;
mod index;
mod item;
mod read;
mod warning;
mod write;

use alloc::sync::Arc;
use core::fmt;

use serde::{Serialize, Serializer};

pub use error::{Element, ReadManifestError};
pub use extra::Extra;
pub(crate) use index::VideoIndex;
pub use warning::Warning;
pub use write::WriteManifestError;

use crate::Options;

/// An archive's manifest.
///
/// Values are kept as they came; nothing is looked up. Serialises in the form that `opentok manifest read --json` prints.
#[doc(alias = "OpenTokArchive")]
#[doc(alias = "get_archive_manifest")]
#[doc(alias = "getArchiveManifest")]
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Manifest {
    /// The version of the format. `0.1` is the only one known.
    pub version: Option<String>,
    /// The archive's id. Not empty.
    #[doc(alias = "getId")]
    #[doc(alias = "archiveid")]
    pub archive_id: String,
    /// The title, by default `archive` and the milliseconds of its making. May be empty.
    #[doc(alias = "getTitle")]
    pub title: String,
    /// The videos, in the order of the document.
    #[doc(alias = "getResources")]
    pub resources: Vec<Video>,
    /// The events, in the order of the document.
    #[doc(alias = "getTimeline")]
    pub timeline: Vec<Event>,
    /// Attributes that this crate does not know.
    pub extra: Extra,
}

/// A video of an archive: what one stream recorded.
#[doc(alias = "OpenTokArchiveVideoResource")]
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Video {
    /// The video's id. Not empty. Shared with the events that name it.
    #[doc(alias = "getId")]
    pub id: Arc<str>,
    /// How long it lasts, in milliseconds.
    #[doc(alias = "getLength")]
    pub length_ms: u64,
    /// The stream's name. Empty in archives of before March 2012, and often later.
    #[doc(alias = "getName")]
    pub name: Box<str>,
    /// Attributes that this crate does not know.
    pub extra: Extra,
}

/// Something that happens in the course of an archive.
#[doc(alias = "OpenTokArchiveTimelineEvent")]
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Event {
    /// What happens.
    #[doc(alias = "getEventType")]
    #[serde(rename = "type")]
    pub kind: EventKind,
    /// The id of the video it happens to. Not empty, and not always one of the manifest's.
    #[doc(alias = "getResourceId")]
    pub id: Arc<str>,
    /// When, in milliseconds from the archive's start.
    #[doc(alias = "getOffset")]
    pub offset_ms: u64,
    /// Text of unknown use. Empty in every manifest known.
    pub data: Option<Box<str>>,
    /// Attributes that this crate does not know.
    pub extra: Extra,
}

/// What an event is.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum EventKind {
    /// `PLAY`: the video begins.
    Play,
    /// Another text, kept as it came. None has ever been seen.
    Other(Box<str>),
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    ///
    /// [`ReadManifestError::Xml`] if the bytes are not such a document at all; [`ReadManifestError::Refused`] if the
    /// service sent an `Errors` document instead; [`ReadManifestError::Strict`] if `options` are strict and there would
    /// be a warning; otherwise the first thing that is missing or cannot be what it should be.
    #[doc(alias = "OpenTokArchive")]
    pub fn parse(bytes: &[u8], options: &Options) -> Result<(Self, Vec<Warning>), ReadManifestError> {
        read::parse(bytes, options)
    }

    /// The manifest as XML, laid out as the service did. Read again, it gives the same value.
    ///
    /// # Errors
    ///
    /// [`WriteManifestError`] if a value cannot be written in XML, or could not be read back as what it is. A manifest that
    /// was read can always be written.
    pub fn to_xml(&self) -> Result<String, WriteManifestError> {
        write::to_xml(self)
    }

    /// The first video with this id.
    pub fn video(&self, id: &str) -> Option<&Video> {
        self.resources.iter().find(|video| *video.id == *id)
    }

    /// The path at which the service gave the address of a video, behind the base address. Ids are percent-encoded.
    ///
    /// The service wanted a moderator's token in the header `X-TB-TOKEN-AUTH`, and answered with the address of an FLV file.
    ///
    /// ```
    /// # use opentok_archive::manifest::Manifest;
    /// let manifest = Manifest { archive_id: "340ded4d".into(), ..Manifest::default() };
    /// assert_eq!(manifest.archive_url_path("125f0b49"), "/archive/url/340ded4d/125f0b49");
    /// ```
    #[doc(alias = "downloadArchiveURL")]
    #[doc(alias = "archive_download_url")]
    pub fn archive_url_path(&self, video_id: &str) -> String {
        let mut path = String::from("/archive/url/");
        push_segment(&mut path, &self.archive_id);
        path.push('/');
        push_segment(&mut path, video_id);
        path
    }
}

fn push_segment(path: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            path.push(char::from(byte));
        } else {
            const HEX: &[u8; 16] = b"0123456789ABCDEF";
            path.push('%');
            path.push(char::from(HEX[usize::from(byte >> 4)]));
            path.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

impl EventKind {
    /// The text of the document.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Play => "PLAY",
            Self::Other(text) => text,
        }
    }
}

impl From<&str> for EventKind {
    fn from(text: &str) -> Self {
        match text {
            "PLAY" => Self::Play,
            _ => Self::Other(text.into()),
        }
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for EventKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
