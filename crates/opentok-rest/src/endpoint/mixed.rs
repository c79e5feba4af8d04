//! What is done to the streams of archives and of broadcasts, as the wire has it.

use bytes::Bytes;
use serde::Serialize;

use crate::{StreamId, json, option::Media};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Addition<'a> {
    add_stream: &'a StreamId,
    has_audio: bool,
    has_video: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Removal<'a> {
    remove_stream: &'a StreamId,
}

/// Takes a stream in, or changes what of it.
pub(crate) fn addition(stream: &StreamId, media: Media) -> Bytes {
    json::write(&Addition {
        add_stream: stream,
        has_audio: media.has_audio(),
        has_video: media.has_video(),
    })
}

/// Takes a stream out.
pub(crate) fn removal(stream: &StreamId) -> Bytes {
    json::write(&Removal { remove_stream: stream })
}
