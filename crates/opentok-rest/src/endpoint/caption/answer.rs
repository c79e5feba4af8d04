use serde::{Deserialize, Serialize};

use crate::{CaptionsId, json::lenient, words::words};

words! {
    /// Where live captions are in their life.
    CaptionsStatus {
        /// Being written.
        Started = "started",
        /// Over.
        Stopped = "stopped",
        /// Nobody speaks.
        Paused = "paused",
        /// Gone wrong; the reason says how.
        Failed = "failed",
    }
}

/// The live captions of a session.
///
/// Fields that an answer leaves out, gives as null, or gives as something else are `None`. The answer to a start has the id
/// alone.
///
/// Wire: [`WIRE.md`, "Live captions"](crate::wire).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Captions {
    /// Their id, which answers spell `captionsId` or `captionId`.
    #[doc(alias = "captionId")]
    #[serde(flatten, with = "either_name")]
    pub id: CaptionsId,
    /// Where they are in their life.
    #[serde(default, deserialize_with = "lenient::word", skip_serializing_if = "Option::is_none")]
    pub status: Option<CaptionsStatus>,
    /// Why they stopped or failed.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub reason: Option<Box<str>>,
    /// The session.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub session_id: Option<Box<str>>,
    /// The project: an API key.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub project_id: Option<Box<str>>,
    /// The application, in the unified environment.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub application_id: Option<Box<str>>,
    /// When they began, in milliseconds since 1970.
    #[serde(
        default,
        deserialize_with = "lenient::whole",
        skip_serializing_if = "Option::is_none"
    )]
    pub created_at: Option<u64>,
    /// When they last changed, in milliseconds since 1970.
    #[serde(
        default,
        deserialize_with = "lenient::whole",
        skip_serializing_if = "Option::is_none"
    )]
    pub updated_at: Option<u64>,
    /// How long they have been written, in seconds.
    #[serde(
        default,
        deserialize_with = "lenient::whole",
        skip_serializing_if = "Option::is_none"
    )]
    pub duration: Option<u64>,
    /// The language, in lower case in some answers.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub language_code: Option<Box<str>>,
    /// Who writes them.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub provider: Option<Box<str>>,
}

impl Captions {
    /// Whose they are: the project, or the application.
    pub fn owner(&self) -> Option<&str> {
        self.project_id.as_deref().or(self.application_id.as_deref())
    }
}

/// The start says `captionsId`, later answers `captionId`.
mod either_name {
    use serde::{Deserializer, Serializer, de::Error, ser::SerializeMap};

    use super::{CaptionsId, Deserialize, lenient};

    pub(super) fn serialize<S: Serializer>(id: &CaptionsId, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("captionsId", id)?;
        map.end()
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<CaptionsId, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Names {
            #[serde(default, deserialize_with = "lenient::id")]
            captions_id: Option<CaptionsId>,
            #[serde(default, deserialize_with = "lenient::id")]
            caption_id: Option<CaptionsId>,
        }

        let names = Names::deserialize(deserializer)?;
        names
            .captions_id
            .or(names.caption_id)
            .ok_or_else(|| D::Error::missing_field("captionsId"))
    }
}
