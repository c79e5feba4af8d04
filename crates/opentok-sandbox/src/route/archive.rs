//! What is done to archives alone: `mixed` has the rest.

use http::StatusCode;

use super::Target;
use super::mixed::{answer, find, held};
use crate::state::{Archive, ArchiveStatus, OwnerId, State};
use crate::wire::{Call, Fields, Refusal, Reply};

/// `POST /archive/{id}/stop`.
pub(super) fn stop(state: &mut State, owner: OwnerId, call: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let row = find::<Archive>(state, owner, target.id)?;
    let archive = held::<Archive>(state, row)?;
    if archive.status.is_running() && archive.is_automatic {
        return Err(Refusal::conflict(
            "An archive that was started automatically cannot be stopped",
        ));
    }
    // The message lists `stopped` as the service's does, which refuses it all the same.
    if !archive.status.is_running() {
        return Err(Refusal::conflict(
            "Invalid status: an archive can be stopped only from started, paused or stopped",
        )
        .code(15_002));
    }
    state.stop_archive(row, "user initiated");
    answer::<Archive>(state, call, row)
}

/// `POST /archive/{id}` with an `action`, as in 2013.
pub(super) fn act(state: &mut State, owner: OwnerId, call: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let body = call.object()?;
    match Fields::new(&body).text("action")? {
        Some("stop") => stop(state, owner, call, target),
        _ => Err(super::wrong_method()),
    }
}

/// `DELETE /archive/{id}`.
pub(super) fn delete(state: &mut State, owner: OwnerId, _: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let row = find::<Archive>(state, owner, target.id)?;
    match held::<Archive>(state, row)?.status {
        ArchiveStatus::Available | ArchiveStatus::Uploaded => {
            state.delete_archive(row);
            Ok(Reply::empty(StatusCode::NO_CONTENT))
        }
        _ => Err(Refusal::conflict(
            "Invalid status: an archive can be deleted only from available, uploaded or deleted",
        )
        .code(15_004)),
    }
}
