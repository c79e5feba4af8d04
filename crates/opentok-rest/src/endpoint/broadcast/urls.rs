use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::{json::lenient, option::Secret, words::words};

words! {
    /// What viewers of HLS can see.
    HlsStatus {
        /// Nothing yet.
        Connecting = "connecting",
        /// A playlist with nothing in it yet.
        Ready = "ready",
        /// The session.
        Live = "live",
        /// The end.
        Ended = "ended",
        /// Nothing, because something went wrong.
        Error = "error",
    }

    /// Whether an RTMP server takes the broadcast.
    RtmpStatus {
        /// Not yet.
        Connecting = "connecting",
        /// It does.
        Live = "live",
        /// Not any more, or not at the moment.
        Offline = "offline",
        /// It refused, or the connection broke.
        Error = "error",
    }
}

/// Where a broadcast goes.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct BroadcastUrls {
    /// The playlist for viewers, good 15 to 20 seconds after the start. Ends with `?DVR` if they can wind back.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub hls: Option<Box<str>>,
    /// What viewers can see.
    #[serde(default, deserialize_with = "lenient::word", skip_serializing_if = "Option::is_none")]
    pub hls_status: Option<HlsStatus>,
    /// The RTMP servers. Old answers have them by id, and so by the order of their ids.
    #[serde(default, deserialize_with = "array_or_map", skip_serializing_if = "Vec::is_empty")]
    pub rtmp: Vec<RtmpOutput>,
}

/// An RTMP server that takes a broadcast.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RtmpOutput {
    /// The id that it was given.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub id: Option<Box<str>>,
    /// Its address.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub server_url: Option<Box<str>>,
    /// The stream name: the key to a channel. Not written again.
    #[serde(default, deserialize_with = "secret", skip_serializing)]
    pub stream_name: Option<Secret>,
    /// Whether it takes the broadcast.
    #[serde(default, deserialize_with = "lenient::word", skip_serializing_if = "Option::is_none")]
    pub status: Option<RtmpStatus>,
}

/// How HLS was asked for.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct HlsSettings {
    /// Whether viewers can wind back.
    #[serde(default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub dvr: Option<bool>,
    /// Whether the delay is short.
    #[serde(default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub low_latency: Option<bool>,
}

/// A stream that is being broadcast.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct BroadcastStream {
    /// Its id.
    pub stream_id: Box<str>,
    /// Whether its sound is broadcast.
    #[serde(default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub has_audio: Option<bool>,
    /// Whether its picture is broadcast.
    #[serde(default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub has_video: Option<bool>,
}

fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Secret>, D::Error> {
    Ok(lenient::text(deserializer)?.map(|text| Secret::new(text.into_string())))
}

/// `[{"id": …}, …]`, or `{"<id>": {…}, …}` as it was once.
fn array_or_map<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<RtmpOutput>, D::Error> {
    let read = |value| serde_json::from_value::<RtmpOutput>(value).ok();
    Ok(match Value::deserialize(deserializer)? {
        Value::Array(items) => items.into_iter().filter_map(read).collect(),
        Value::Object(map) => map
            .into_iter()
            .filter_map(|(id, value)| {
                let mut output = read(value)?;
                output.id.get_or_insert_with(|| id.into());
                Some(output)
            })
            .collect(),
        _ => Vec::new(),
    })
}
