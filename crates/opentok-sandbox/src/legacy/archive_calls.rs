use http::{StatusCode, header};

use super::{VideoAddress, answers, caller, storage};
use crate::media;
use crate::state::State;
use crate::wire::{Call, Reply, Verb};

/// `archive/getmanifest/{archive}`: the manifest.
pub(super) fn manifest(state: &State, call: &Call, id: &str) -> Reply {
    if !is_read(call) {
        return answers::wrong_method();
    }
    match caller::archive(state, call, id) {
        Some(archive) => Reply::text(StatusCode::OK, answers::XML, archive.xml.clone()),
        None => answers::missing_archive(&state.options.legacy, id),
    }
}

/// `archive/url/{archive}/{video}`: where the video's file is, or the file itself.
pub(super) fn address(state: &State, call: &Call, id: &str, video: &str) -> Reply {
    if !is_read(call) {
        return answers::wrong_method();
    }
    let legacy = &state.options.legacy;
    let found = caller::archive(state, call, id).and_then(|archive| Some((archive, archive.video(video)?)));
    let Some((archive, file)) = found else {
        return answers::missing_archive(legacy, id);
    };
    match legacy.video_address {
        VideoAddress::File => Reply(media::download(&file, &call.headers)),
        VideoAddress::Text => {
            let address = storage::video_address(state, call, archive, video);
            Reply::text(StatusCode::OK, "text/html; charset=utf-8", address)
        }
    }
}

/// `archive/delete/{archive}`.
pub(super) fn delete(state: &mut State, call: &Call, id: &str) -> Reply {
    if !is_read(call) {
        return answers::wrong_method();
    }
    if caller::archive_by_token(state, call, id).is_none() {
        return answers::missing_to_delete(&state.options.legacy, id, call.verb == Some(Verb::Get));
    }
    state.legacy_archives.remove(id);
    let mut reply = Reply::text(StatusCode::OK, "text/plain", "");
    reply.0.headers_mut().remove(header::CONTENT_TYPE);
    reply
}

/// All these calls take both: SDKs disagree on which it is.
const fn is_read(call: &Call) -> bool {
    matches!(call.verb, Some(Verb::Get | Verb::Post))
}
