use http::StatusCode;

use crate::media::{self, Broadcasting};
use crate::recording;
use crate::signed_url;
use crate::state::{ArchiveStatus, Broadcast, PLAYABLE_MS, State};
use crate::wire::{Call, Refusal, Reply, Verb};

/// The files of archives and broadcasts, which no credentials are needed for. None if the path is no such file.
pub(super) fn respond(state: &State, call: &Call, segments: &[&str]) -> Option<Result<Reply, Refusal>> {
    let answer = match segments {
        ["storage", owner, id, "archive.mp4" | "archive.zip"] => archive(state, call, segments, owner, id),
        ["hls", id, file] => broadcast(state, id, file),
        _ => return None,
    };
    let is_read = call.verb == Some(Verb::Get);
    Some(if is_read { answer } else { Err(super::wrong_method()) })
}

fn archive(state: &State, call: &Call, segments: &[&str], owner: &str, id: &str) -> Result<Reply, Refusal> {
    signed_url::check(state, call, &format!("/{}", segments.join("/")))?;
    let owner = state.owners.find(owner).ok_or_else(gone)?;
    let row = state.archives.find(owner, id).ok_or_else(gone)?;
    let archive = state
        .archives
        .get(row)
        .filter(|archive| archive.status == ArchiveStatus::Available);
    let file = recording::file_of(state, archive.ok_or_else(gone)?);
    Ok(Reply(media::download(&file, &call.headers)))
}

fn broadcast(state: &State, id: &str, file: &str) -> Result<Reply, Refusal> {
    let row = state.broadcasts.find_any(id).ok_or_else(gone)?;
    let broadcast = state.broadcasts.get(row).ok_or_else(gone)?;
    let hls = broadcast.settings.hls.ok_or_else(gone)?;
    let showing = match (broadcast.is_running, hls.dvr) {
        (false, _) => Broadcasting::Ended,
        (true, true) => Broadcasting::Dvr,
        (true, false) => Broadcasting::Live,
    };
    let elapsed_ms = elapsed_ms(state, broadcast);
    if file == "playlist.m3u8" {
        let playlist = media::hls_playlist(elapsed_ms, showing);
        return Ok(Reply::text(StatusCode::OK, "application/vnd.apple.mpegurl", playlist));
    }
    let index = file.strip_suffix(".ts").and_then(|index| index.parse().ok());
    let segment = index.and_then(|index| media::hls_segment(index, elapsed_ms, showing));
    segment
        .map(|bytes| Reply::text(StatusCode::OK, "video/mp2t", bytes))
        .ok_or_else(gone)
}

/// How much can be played: nothing before the broadcast is live, then all of it.
fn elapsed_ms(state: &State, broadcast: &Broadcast) -> u64 {
    let until_ms = if broadcast.is_running {
        state.now_ms()
    } else {
        broadcast.updated_ms
    };
    let elapsed_ms = until_ms - broadcast.created_ms;
    if elapsed_ms < PLAYABLE_MS { 0 } else { elapsed_ms }
}

fn gone() -> Refusal {
    Refusal::not_found("Not found")
}
