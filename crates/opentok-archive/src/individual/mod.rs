//! Today's individual-stream archives: the JSON manifest that lies with the media files in the ZIP.
//!
//! ```
//! use opentok_archive::{Options, individual::Manifest};
//!
//! let json = br#"{"id": "145e08ee", "sessionId": "1_MX4x", "createdAt": 1490984250000, "files": [
//!     {"filename": "a.webm", "streamId": "a", "startTimeOffset": 120, "stopTimeOffset": 60120, "videoType": "screen"}]}"#;
//! let (manifest, warnings) = Manifest::parse(json, &Options::strict())?;
//!
//! assert!(warnings.is_empty());
//! assert_eq!(manifest.files[0].stop_ms, 60_120);
//! # Ok::<(), opentok_archive::individual::ReadIndividualError>(())
//! ```
//!
//! Wire: [the individual-stream manifest](crate::wire).

mod error;
mod fields;
mod filename;
mod read;
mod write;

use core::fmt;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

pub use error::{ReadIndividualError, Warning};
pub use filename::{FileName, UnsafeFileNameError};
pub use write::WriteIndividualError;

use crate::Options;

/// The manifest of an individual-stream archive.
///
/// Serialises in the form that `opentok manifest read --json` prints; [`to_json`](Self::to_json) writes that of the ZIP.
#[doc(alias = "ArchiveManifest")]
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Manifest {
    /// The archive's id. Not empty.
    pub id: String,
    /// The archive's name.
    pub name: Option<String>,
    /// The session that was recorded.
    pub session_id: Option<String>,
    /// When the archive began, in milliseconds since 1970.
    pub created_at_ms: Option<u64>,
    /// The media files, in the order of the document.
    pub files: Vec<StreamFile>,
    /// Fields that this crate does not know.
    pub extra: Map<String, Value>,
}

/// A media file: what a stream recorded from one moment to another.
///
/// A stream that was paused may have several.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StreamFile {
    /// The name of the file in the ZIP, usually the stream's id and `.webm` or `.mkv`.
    pub filename: FileName,
    /// The stream. Not empty.
    pub stream_id: String,
    /// When it begins, in milliseconds from the archive's start.
    pub start_ms: u64,
    /// When it ends, not before it begins.
    pub stop_ms: u64,
    /// How large the file is, in bytes.
    pub size: Option<u64>,
    /// What the token of the stream's publisher carried. Often empty, often JSON.
    pub connection_data: String,
    /// Where the picture came from. Absent in older archives.
    pub video_type: Option<VideoType>,
    /// Fields that this crate does not know.
    pub extra: Map<String, Value>,
}

/// Where the picture of a stream came from.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum VideoType {
    /// `camera`.
    Camera,
    /// `screen`.
    Screen,
    /// Another text, kept as it came.
    Unknown(Box<str>),
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    ///
    /// [`ReadIndividualError::TooLarge`], [`TooDeep`](ReadIndividualError::TooDeep) and
    /// [`TooMany`](ReadIndividualError::TooMany) past a limit; [`InvalidJson`](ReadIndividualError::InvalidJson) if it is
    /// not JSON or has a key twice; [`Strict`](ReadIndividualError::Strict) if `options` are strict and there would be a
    /// warning; otherwise the first field that is missing or cannot be what it should be.
    pub fn parse(bytes: &[u8], options: &Options) -> Result<(Self, Vec<Warning>), ReadIndividualError> {
        read::parse(bytes, options)
    }

    /// The manifest as JSON, with the fields of the ZIP's. Read again, it gives the same value.
    ///
    /// # Errors
    ///
    /// [`WriteIndividualError`] if a value could not be read back as what it is. A manifest that was read can always be
    /// written.
    pub fn to_json(&self) -> Result<String, WriteIndividualError> {
        write::to_json(self)
    }
}

impl VideoType {
    /// The text of the document.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Camera => "camera",
            Self::Screen => "screen",
            Self::Unknown(text) => text,
        }
    }
}

impl From<&str> for VideoType {
    fn from(text: &str) -> Self {
        match text {
            "camera" => Self::Camera,
            "screen" => Self::Screen,
            _ => Self::Unknown(text.into()),
        }
    }
}

impl fmt::Display for VideoType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for VideoType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
