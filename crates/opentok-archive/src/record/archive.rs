use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    OutputMode, Password, SignedUrl, Status, StreamMode, Transcription, TranscriptionProperties, owner::text_or_number,
};

/// An archive as the REST API describes it: in answers, in lists and in webhooks.
///
/// Fields that an answer leaves out, or gives as null, are `None`.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Archive {
    /// The archive's id.
    #[doc(alias = "archiveId")]
    pub id: String,
    /// Where it is in its life. The empty word if an answer does not say.
    #[serde(default = "unsaid")]
    pub status: Status,
    /// Its name. Empty in some answers for one that has none.
    #[serde(default)]
    pub name: Option<String>,
    /// Why it ended or failed.
    #[serde(default)]
    pub reason: Option<String>,
    /// The session that is recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_id: Option<String>,
    /// The project: an API key, which the service writes as a number or as a text.
    #[serde(
        default,
        deserialize_with = "text_or_number",
        skip_serializing_if = "Option::is_none"
    )]
    pub project_id: Option<String>,
    /// The same under its older name.
    #[serde(
        default,
        deserialize_with = "text_or_number",
        skip_serializing_if = "Option::is_none"
    )]
    pub partner_id: Option<String>,
    /// The application, in the unified environment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application_id: Option<String>,
    /// When it began, in milliseconds since 1970; whole seconds in some answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<u64>,
    /// When it last changed, in milliseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<u64>,
    /// Its size in bytes, 0 until it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Its length in seconds, 0 while it is recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<u64>,
    /// What it becomes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_mode: Option<OutputMode>,
    /// Who chooses its streams.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stream_mode: Option<StreamMode>,
    /// Whether it has sound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_audio: Option<bool>,
    /// Whether it has a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_video: Option<bool>,
    /// Whether what is said in it is written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_transcription: Option<bool>,
    /// How what is said in it is to be written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transcription_properties: Option<TranscriptionProperties>,
    /// What has become of the writing down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transcription: Option<Transcription>,
    /// Width and height of the picture, as in `1280x720`; only if it is composed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    /// Where to download it; only while it is available.
    #[serde(default)]
    pub url: Option<SignedUrl>,
    /// The streams that are in it now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub streams: Option<Vec<ArchiveStream>>,
    /// What tells it from other archives of its session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multi_archive_tag: Option<String>,
    /// Its greatest bit rate, in bits a second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_bitrate: Option<u64>,
    /// Its quality, if that is fixed instead of the bit rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantization_parameter: Option<u64>,
    /// The checksum of the media, in hexadecimal. Usually empty.
    #[serde(default, rename = "sha256sum", skip_serializing_if = "Option::is_none")]
    pub sha256_sum: Option<String>,
    /// The password of the media. Usually empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<Password>,
    /// Fields that this crate does not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// A stream that is being recorded. Some descriptions of the API have its id alone.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(from = "StreamOrId", rename_all = "camelCase")]
#[non_exhaustive]
pub struct ArchiveStream {
    /// Its id.
    pub stream_id: String,
    /// Whether its sound is recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_audio: Option<bool>,
    /// Whether its picture is recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_video: Option<bool>,
}

impl Archive {
    /// An archive of which no more is known.
    pub fn new(id: impl Into<String>, status: Status) -> Self {
        Self {
            id: id.into(),
            status,
            name: None,
            reason: None,
            session_id: None,
            project_id: None,
            partner_id: None,
            application_id: None,
            created_at: None,
            updated_at: None,
            size: None,
            duration: None,
            output_mode: None,
            stream_mode: None,
            has_audio: None,
            has_video: None,
            has_transcription: None,
            transcription_properties: None,
            transcription: None,
            resolution: None,
            url: None,
            streams: None,
            multi_archive_tag: None,
            max_bitrate: None,
            quantization_parameter: None,
            sha256_sum: None,
            password: None,
            extra: Map::new(),
        }
    }

    /// Whose archive it is: the project, under whichever name the answer gives it, or the application.
    pub fn owner(&self) -> Option<&str> {
        let owner = self
            .project_id
            .as_ref()
            .or(self.partner_id.as_ref())
            .or(self.application_id.as_ref());
        owner.map(String::as_str)
    }
}

impl ArchiveStream {
    /// A stream of which both sound and picture are recorded.
    pub fn new(stream_id: impl Into<String>) -> Self {
        Self {
            stream_id: stream_id.into(),
            has_audio: Some(true),
            has_video: Some(true),
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum StreamOrId {
    #[serde(rename_all = "camelCase")]
    Stream {
        stream_id: String,
        has_audio: Option<bool>,
        has_video: Option<bool>,
    },
    Id(String),
}

impl From<StreamOrId> for ArchiveStream {
    fn from(stream: StreamOrId) -> Self {
        let (stream_id, has_audio, has_video) = match stream {
            StreamOrId::Stream {
                stream_id,
                has_audio,
                has_video,
            } => (stream_id, has_audio, has_video),
            StreamOrId::Id(stream_id) => (stream_id, None, None),
        };
        Self {
            stream_id,
            has_audio,
            has_video,
        }
    }
}

fn unsaid() -> Status {
    Status::Unknown("".into())
}
