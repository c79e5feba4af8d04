use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{BroadcastStream, BroadcastUrls, HlsSettings};
use crate::{BroadcastId, json::lenient, option::StreamMode, words::words};

words! {
    /// Where a broadcast is in its life.
    BroadcastStatus {
        /// Going on.
        Started = "started",
        /// Over.
        Stopped = "stopped",
        /// Gone wrong.
        Failed = "failed",
    }
}

/// A broadcast as the service describes it.
///
/// Fields that an answer leaves out, gives as null, or gives as something else are `None`.
///
/// Wire: [`WIRE.md`, "Broadcasts"](crate::wire).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(remote = "Self", rename_all = "camelCase")]
#[non_exhaustive]
pub struct Broadcast {
    /// The broadcast's id.
    #[doc(alias = "broadcastId")]
    pub id: BroadcastId,
    /// Where it is in its life.
    #[serde(default, deserialize_with = "lenient::word", skip_serializing_if = "Option::is_none")]
    pub status: Option<BroadcastStatus>,
    /// The session that is broadcast.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub session_id: Option<Box<str>>,
    /// The project: an API key.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub project_id: Option<Box<str>>,
    /// The same under its older name.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub partner_id: Option<Box<str>>,
    /// The application, in the unified environment.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub application_id: Option<Box<str>>,
    /// When it began, in milliseconds since 1970.
    #[serde(
        default,
        deserialize_with = "lenient::whole",
        skip_serializing_if = "Option::is_none"
    )]
    pub created_at: Option<u64>,
    /// When it last changed, in milliseconds since 1970.
    #[serde(
        default,
        deserialize_with = "lenient::whole",
        skip_serializing_if = "Option::is_none"
    )]
    pub updated_at: Option<u64>,
    /// The longest it may go on, in seconds.
    #[serde(
        default,
        deserialize_with = "lenient::whole",
        skip_serializing_if = "Option::is_none"
    )]
    pub max_duration: Option<u64>,
    /// Its greatest bit rate, in bits a second.
    #[serde(
        default,
        deserialize_with = "lenient::whole",
        skip_serializing_if = "Option::is_none"
    )]
    pub max_bitrate: Option<u64>,
    /// The same as some answers spell it; empty once it is read.
    #[serde(
        default,
        rename = "maxBitRate",
        deserialize_with = "lenient::whole",
        skip_serializing
    )]
    max_bit_rate: Option<u64>,
    /// Width and height of the picture, as in `1280x720`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Box<str>>,
    /// Whether it has sound.
    #[serde(default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub has_audio: Option<bool>,
    /// Whether it has a picture.
    #[serde(default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub has_video: Option<bool>,
    /// Who chooses its streams.
    #[serde(default, deserialize_with = "lenient::word", skip_serializing_if = "Option::is_none")]
    pub stream_mode: Option<StreamMode>,
    /// What tells it from other broadcasts of its session.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub multi_broadcast_tag: Option<Box<str>>,
    /// How it was asked for.
    #[serde(
        default,
        deserialize_with = "lenient::object",
        skip_serializing_if = "Option::is_none"
    )]
    pub settings: Option<BroadcastSettings>,
    /// The streams that are in it now.
    #[serde(default, deserialize_with = "lenient::list", skip_serializing_if = "Vec::is_empty")]
    pub streams: Vec<BroadcastStream>,
    /// Where it goes. `None` once it has stopped.
    #[doc(alias = "broadcastUrls")]
    #[serde(
        default,
        rename = "broadcastUrls",
        deserialize_with = "lenient::object",
        skip_serializing_if = "Option::is_none"
    )]
    pub urls: Option<BroadcastUrls>,
}

/// How a broadcast was asked for.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
pub struct BroadcastSettings {
    /// Its HLS.
    #[serde(
        default,
        deserialize_with = "lenient::object",
        skip_serializing_if = "Option::is_none"
    )]
    pub hls: Option<HlsSettings>,
}

impl Broadcast {
    /// Whose broadcast it is: the project, under whichever name the answer gives it, or the application.
    pub fn owner(&self) -> Option<&str> {
        let owner = self
            .project_id
            .as_ref()
            .or(self.partner_id.as_ref())
            .or(self.application_id.as_ref());
        owner.map(|owner| &**owner)
    }
}

impl<'de> Deserialize<'de> for Broadcast {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut broadcast = Self::deserialize(deserializer)?;
        broadcast.max_bitrate = broadcast.max_bitrate.or(broadcast.max_bit_rate.take());
        Ok(broadcast)
    }
}

impl Serialize for Broadcast {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}
