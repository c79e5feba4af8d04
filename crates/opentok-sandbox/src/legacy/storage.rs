//! Where the files are: addresses that are good for a while, for whoever has them.

use http::StatusCode;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::store::Archive;
use crate::media;
use crate::signed_url;
use crate::state::State;
use crate::wire::{Call, Refusal, Reply, Verb};

/// How long a video's address is good for, in seconds.
const VIDEO_LIFETIME_S: u64 = 3_600;
/// The same for a stitched file.
const STITCHED_LIFETIME_S: u64 = 86_400;

const STITCHED: &str = "stitch.mp4";

pub(super) fn video_address(state: &State, call: &Call, archive: &Archive, video: &str) -> String {
    let path = path(state, archive, &format!("{video}.flv"));
    signed_url::sign(state, base(state, call), &path, VIDEO_LIFETIME_S)
}

pub(super) fn stitched_address(state: &State, call: &Call, archive: &Archive) -> String {
    let path = path(state, archive, STITCHED);
    signed_url::sign(state, base(state, call), &path, STITCHED_LIFETIME_S)
}

/// `storage/{key}/{archive}/{file}`. `None` if there is no such archive among those of the time.
pub(super) fn download(state: &State, call: &Call, segments: &[&str]) -> Option<Reply> {
    let ["storage", key, id, name] = segments else {
        return None;
    };
    let archive = state.legacy_archives.find(id)?;
    if *state.owners.get(archive.owner).name != **key {
        return None;
    }
    if call.verb != Some(Verb::Get) {
        return Some(Reply(
            Refusal::method_not_allowed("Method not allowed").into_response(true),
        ));
    }
    if let Err(refusal) = signed_url::check(state, call, &path(state, archive, name)) {
        return Some(Reply(refusal.into_response(true)));
    }
    let file = match name.strip_suffix(".flv") {
        Some(video) => archive.video(video),
        None => (*name == STITCHED).then(|| archive.stitched()),
    };
    Some(match file {
        Some(file) => Reply(media::download(&file, &call.headers)),
        None => Reply::text(StatusCode::NOT_FOUND, "text/plain", ""),
    })
}

/// Ids come from a manifest, which may hold any text.
fn path(state: &State, archive: &Archive, name: &str) -> String {
    let key = &state.owners.get(archive.owner).name;
    let encode = |text| utf8_percent_encode(text, UNRESERVED);
    format!(
        "/storage/{key}/{}/{}",
        encode(&archive.manifest.archive_id),
        encode(name)
    )
}

const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn base<'b>(state: &'b State, call: &'b Call) -> &'b str {
    call.origin.as_deref().unwrap_or(&state.options.public_url)
}
