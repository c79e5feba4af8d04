use super::{Target, base, language, layout, lookup, mixing};
use crate::describe;
use crate::state::{Archive, ArchiveSettings, MAX_RUNNING, OutputMode, OwnerId, SessionNumber, State, Transcription};
use crate::wire::{Call, Fields, Refusal, Reply};

/// In characters.
const MAX_NAME: usize = 80;

/// `POST /archive`.
pub(super) fn start(state: &mut State, owner: OwnerId, call: &Call, _: Target<'_>) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let body = Fields::new(&body);
    let mixing = mixing::read(body)?;
    let settings = read(body, &mixing)?;
    let session = lookup::routed_session(state, owner, body)?;
    lookup::require_clients(state, session)?;
    let running = running(state, session);
    if running.iter().any(|archive| archive.settings.tag == settings.tag) {
        return Err(Refusal::conflict(
            "The session is already being archived. A second archive needs a multiArchiveTag of its own.",
        ));
    }
    lookup::require_place(running.len(), MAX_RUNNING, "running archives")?;
    check_limits(&settings)?;
    let row = state.start_archive(session, mixing.mode, settings);
    let archive = state
        .archives
        .get(row)
        .map(|archive| describe::started_archive(state, archive, &base(state, call)));
    Ok(Reply::ok(&archive.unwrap_or_default()))
}

fn read(body: Fields<'_>, mixing: &mixing::Mixing) -> Result<ArchiveSettings, Refusal> {
    let output = match body.text("outputMode")? {
        None | Some("composed") => OutputMode::Composed,
        Some("individual") => OutputMode::Individual,
        Some(_) => return Err(Refusal::invalid("Invalid outputMode")),
    };
    let layout = body.object("layout")?.map(layout::read).transpose()?;
    let quantization = body.integer(&["quantizationParameter"])?;
    let transcription = transcription(body)?;
    let is_individual = output == OutputMode::Individual;
    let is_composed_only = layout.is_some() || mixing.max_bitrate.is_some() || quantization.is_some();
    if is_individual && (mixing.resolution.is_some() || is_composed_only) {
        return Err(Refusal::invalid(
            "resolution, layout, maxBitrate and quantizationParameter go with the outputMode composed only",
        ));
    }
    if mixing.max_bitrate.is_some() && quantization.is_some() {
        return Err(Refusal::invalid(
            "maxBitrate and quantizationParameter exclude each other",
        ));
    }
    if transcription.is_some() && (!is_individual || mixing.lacks_audio) {
        return Err(Refusal::invalid(
            "hasTranscription needs the outputMode individual, and hasAudio",
        ));
    }
    Ok(ArchiveSettings {
        name: body.text("name")?.filter(|name| !name.is_empty()).map(Into::into),
        output,
        lacks_audio: mixing.lacks_audio,
        lacks_video: mixing.lacks_video,
        resolution: mixing.resolution.unwrap_or_default(),
        layout: layout.unwrap_or_default(),
        tag: mixing::tag(body, "multiArchiveTag")?,
        max_bitrate: mixing.max_bitrate,
        quantization,
        transcription,
    })
}

fn check_limits(settings: &ArchiveSettings) -> Result<(), Refusal> {
    mixing::require_bitrate(settings.max_bitrate)?;
    mixing::within("quantizationParameter", settings.quantization, 15, 40)?;
    let name = settings.name.as_deref().unwrap_or_default();
    if name.chars().count() > MAX_NAME {
        return Err(Refusal::invalid(format!(
            "Invalid name. It has {MAX_NAME} characters at most."
        )));
    }
    Ok(())
}

/// The properties are read whatever the case of their names: one SDK writes them with capitals.
fn transcription(body: Fields<'_>) -> Result<Option<Transcription>, Refusal> {
    let properties = body.object("transcriptionProperties")?;
    if body.flag("hasTranscription")? != Some(true) {
        return match properties {
            None => Ok(None),
            Some(_) => Err(Refusal::invalid("transcriptionProperties need hasTranscription")),
        };
    }
    let (mut language, mut has_summary) = (None, None);
    if let Some(properties) = properties {
        for (lower, upper) in [
            ("primaryLanguageCode", "hasSummary"),
            ("PrimaryLanguageCode", "HasSummary"),
        ] {
            language = language.or(properties.text(lower)?);
            has_summary = has_summary.or(properties.flag(upper)?);
        }
    }
    let language = language.unwrap_or("en-US");
    language::check("primaryLanguageCode", language)?;
    Ok(Some(Transcription {
        language: language.into(),
        has_summary: has_summary.unwrap_or(false),
    }))
}

/// The session's archives that run.
fn running(state: &State, session: SessionNumber) -> Vec<&Archive> {
    let rows = state.room(session).map(|room| room.archives.as_slice());
    let rows = rows.unwrap_or_default().iter();
    rows.filter_map(|row| state.archives.get(*row)).collect()
}
