use serde_json::{Value, json};

use super::whole_seconds;
use crate::signed_url;
use crate::state::{Archive, ArchiveStatus, OutputMode, State};

/// How long an archive's address is good for, in seconds.
const URL_LIFETIME_S: u64 = 600;

/// An archive as answers have it. `base` is where the caller reached the sandbox.
pub(crate) fn archive(state: &State, archive: &Archive, base: &str) -> Value {
    let session = state.sessions.get(archive.session);
    let owner = state.owners.get(archive.owner);
    let (owner_field, owner_name) = owner.field();
    let settings = &archive.settings;
    let mut fields = json!({
        "id": archive.id.to_string(),
        "status": archive.status.as_str(),
        "name": settings.name.as_deref().unwrap_or_default(),
        "reason": archive.reason,
        "sessionId": session.id,
        owner_field: owner_name,
        "createdAt": archive.created_ms,
        "updatedAt": archive.updated_ms,
        "size": archive.size,
        "duration": duration_s(archive, state.now_ms()),
        "outputMode": settings.output.as_str(),
        "streamMode": archive.mix.mode.as_str(),
        "hasAudio": !settings.lacks_audio,
        "hasVideo": !settings.lacks_video,
        "hasTranscription": settings.transcription.is_some(),
        "sha256sum": "",
        "password": "",
        "event": "archive",
        "url": url(state, archive, base),
        "streams": archive.mix.to_json(),
    });
    if !owner.is_application() {
        fields["partnerId"] = fields["projectId"].clone();
    }
    if settings.output == OutputMode::Composed {
        fields["resolution"] = settings.resolution.as_str().into();
    }
    if let Some(tag) = &settings.tag {
        fields["multiArchiveTag"] = tag.as_ref().into();
    }
    if let Some(bitrate) = settings.max_bitrate {
        fields["maxBitrate"] = bitrate.into();
    }
    if let Some(quantization) = settings.quantization {
        fields["quantizationParameter"] = quantization.into();
    }
    if let Some(transcription) = &settings.transcription {
        let (language, has_summary) = (&transcription.language, transcription.has_summary);
        fields["transcriptionProperties"] = json!({"primaryLanguageCode": language, "hasSummary": has_summary});
        fields["transcription"] = json!({
            "status": transcription_status(archive.status),
            "primaryLanguageCode": language,
            "hasSummary": has_summary,
        });
    }
    fields
}

/// The answer to a start, whose time is cut to the second.
pub(crate) fn started_archive(state: &State, archive: &Archive, base: &str) -> Value {
    let mut fields = self::archive(state, archive, base);
    fields["createdAt"] = whole_seconds(archive.created_ms).into();
    fields
}

/// An archive as webhooks have it.
pub(crate) fn archive_event(state: &State, archive: &Archive) -> Value {
    started_archive(state, archive, &state.options.public_url)
}

/// While it is recorded the service says 0.
fn duration_s(archive: &Archive, now_ms: u64) -> u64 {
    if archive.status.is_running() {
        return 0;
    }
    archive.recorded_ms(now_ms) / 1000
}

fn url(state: &State, archive: &Archive, base: &str) -> Option<String> {
    if archive.status != ArchiveStatus::Available {
        return None;
    }
    let file = match archive.settings.output {
        OutputMode::Composed => "archive.mp4",
        OutputMode::Individual => "archive.zip",
    };
    let path = format!(
        "/storage/{}/{}/{file}",
        state.owners.get(archive.owner).name,
        archive.id
    );
    Some(signed_url::sign(state, base, &path, URL_LIFETIME_S))
}

const fn transcription_status(status: ArchiveStatus) -> &'static str {
    match status {
        ArchiveStatus::Started | ArchiveStatus::Paused => "requested",
        ArchiveStatus::Stopped => "started",
        ArchiveStatus::Uploaded => "uploaded",
        ArchiveStatus::Available | ArchiveStatus::Expired | ArchiveStatus::Deleted => "available",
        ArchiveStatus::Failed => "failed",
    }
}
