use http::{StatusCode, header};

use super::{answers, caller, storage};
use crate::state::State;
use crate::wire::{Call, Reply, Verb};

/// The most videos that are stitched into one picture.
const MAX_VIDEOS: usize = 4;

/// `archive/{archive}/stitch`: makes one MP4 of all videos, or says where it is.
///
/// The first call begins the work. 202 until it is done, 201 from then on.
pub(super) fn stitch(state: &mut State, call: &Call, id: &str) -> Reply {
    if call.verb != Some(Verb::Post) {
        return answers::wrong_method();
    }
    let Some(Some(owner)) = caller::partner(state, call) else {
        return answers::forbidden();
    };
    let (now_ms, delay) = (state.now_ms(), state.options.legacy.stitch_delay);
    let found = state
        .legacy_archives
        .find_mut(id)
        .filter(|archive| archive.owner == owner);
    let Some(archive) = found else {
        return empty(StatusCode::NOT_FOUND);
    };
    if archive.manifest.resources.len() > MAX_VIDEOS {
        return empty(StatusCode::INTERNAL_SERVER_ERROR);
    }
    let since_ms = *archive.stitching_since_ms.get_or_insert(now_ms);
    if u128::from(now_ms - since_ms) < delay.as_millis() {
        return empty(StatusCode::ACCEPTED);
    }
    let mut reply = empty(StatusCode::CREATED);
    if let Some(archive) = state.legacy_archives.find(id)
        && let Ok(address) = storage::stitched_address(state, call, archive).parse()
    {
        reply.0.headers_mut().insert(header::LOCATION, address);
    }
    reply
}

fn empty(status: StatusCode) -> Reply {
    Reply::text(status, "text/plain", "")
}
