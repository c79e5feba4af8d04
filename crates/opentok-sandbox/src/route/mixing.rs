use super::lookup;
use crate::state::{Resolution, SessionNumber, State, Stream, StreamMode, Uuid};
use crate::wire::{Fields, Refusal};

/// Fields that starts of archives and broadcasts have in common.
pub(super) struct Mixing {
    pub(super) mode: StreamMode,
    pub(super) lacks_audio: bool,
    pub(super) lacks_video: bool,
    pub(super) resolution: Option<Resolution>,
    pub(super) max_bitrate: Option<u64>,
}

pub(super) fn read(body: Fields<'_>) -> Result<Mixing, Refusal> {
    let mode = match body.text("streamMode")? {
        None | Some("auto") => StreamMode::Auto,
        Some("manual") => StreamMode::Manual,
        Some(_) => return Err(Refusal::invalid("Invalid streamMode")),
    };
    let lacks_audio = body.flag("hasAudio")? == Some(false);
    let lacks_video = body.flag("hasVideo")? == Some(false);
    if lacks_audio && lacks_video {
        return Err(Refusal::invalid("hasAudio and hasVideo cannot both be false"));
    }
    let resolution = match body.text("resolution")? {
        None => None,
        Some(text) => Some(Resolution::parse(text).ok_or_else(|| Refusal::invalid("Invalid resolution"))?),
    };
    Ok(Mixing {
        mode,
        lacks_audio,
        lacks_video,
        resolution,
        max_bitrate: body.integer(&["maxBitrate", "maxBitRate"])?,
    })
}

/// Makes sure that a bit rate is one.
pub(super) fn require_bitrate(bitrate: Option<u64>) -> Result<(), Refusal> {
    within("maxBitrate", bitrate, 100_000, 6_000_000)
}

/// Makes sure that a number is within its limits.
pub(super) fn within(name: &str, value: Option<u64>, least: u64, most: u64) -> Result<(), Refusal> {
    match value {
        Some(value) if !(least..=most).contains(&value) => Err(Refusal::invalid(format!(
            "Invalid {name}. It must be from {least} to {most}."
        ))),
        _ => Ok(()),
    }
}

/// A change of the streams of an archive or a broadcast.
pub(super) enum Change<'b> {
    Add { stream: &'b str, wants: (bool, bool) },
    Remove { stream: &'b str },
}

/// Reads `addStream` or `removeStream`; one of the two.
pub(super) fn change<'b>(body: Fields<'b>) -> Result<Change<'b>, Refusal> {
    match (body.text("addStream")?, body.text("removeStream")?) {
        (Some(stream), None) => Ok(Change::Add {
            stream,
            wants: (
                body.flag("hasAudio")?.unwrap_or(true),
                body.flag("hasVideo")?.unwrap_or(true),
            ),
        }),
        (None, Some(stream)) => Ok(Change::Remove { stream }),
        _ => Err(Refusal::invalid("The body must have either addStream or removeStream")),
    }
}

/// The stream that a change adds, as it is in the session now.
pub(super) fn added(state: &State, session: SessionNumber, stream: &str) -> Result<Stream, Refusal> {
    lookup::stream(state, session, stream).cloned()
}

/// The id of a stream that a change removes.
pub(super) fn removed(is_in: impl Fn(Uuid) -> bool, stream: &str) -> Result<Uuid, Refusal> {
    let stream = Uuid::parse(stream).filter(|stream| is_in(*stream));
    stream.ok_or_else(|| Refusal::not_found("Stream not found"))
}
