use crate::state::{Resolution, StreamMode};
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
    let (has_audio, has_video) = media(body)?;
    let resolution = match body.text("resolution")? {
        None => None,
        Some(text) => Some(Resolution::parse(text).ok_or_else(|| Refusal::invalid("Invalid resolution"))?),
    };
    Ok(Mixing {
        mode,
        lacks_audio: !has_audio,
        lacks_video: !has_video,
        resolution,
        max_bitrate: body.integer(&["maxBitrate", "maxBitRate"])?,
    })
}

/// Whether there is to be sound, and a picture: both unless said otherwise, and one of them at least.
fn media(body: Fields<'_>) -> Result<(bool, bool), Refusal> {
    let (has_audio, has_video) = (body.flag("hasAudio")?, body.flag("hasVideo")?);
    match (has_audio.unwrap_or(true), has_video.unwrap_or(true)) {
        (false, false) => Err(Refusal::invalid("hasAudio and hasVideo cannot both be false")),
        wants => Ok(wants),
    }
}

/// In characters.
const MAX_TAG: usize = 128;

/// What tells an archive or a broadcast from others of its session that run at the same time.
pub(super) fn tag(body: Fields<'_>, name: &str) -> Result<Option<Box<str>>, Refusal> {
    let tag = body.text(name)?.filter(|tag| !tag.is_empty());
    if tag.is_some_and(|tag| tag.chars().count() > MAX_TAG) {
        return Err(Refusal::invalid(format!(
            "Invalid {name}. It has {MAX_TAG} characters at most."
        )));
    }
    Ok(tag.map(Into::into))
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
            wants: media(body)?,
        }),
        (None, Some(stream)) => Ok(Change::Remove { stream }),
        _ => Err(Refusal::invalid("The body must have either addStream or removeStream")),
    }
}
