//! What is done to broadcasts alone: `mixed` has the rest.

use super::Target;
use super::mixed::{answer, find, held};
use crate::state::{Broadcast, OwnerId, State};
use crate::wire::{Call, Refusal, Reply};

/// `POST /broadcast/{id}/stop`.
pub(super) fn stop(state: &mut State, owner: OwnerId, call: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let row = find::<Broadcast>(state, owner, target.id)?;
    if !held::<Broadcast>(state, row)?.is_running {
        return Err(Refusal::conflict("The broadcast has already been stopped"));
    }
    state.stop_broadcast(row);
    answer::<Broadcast>(state, call, row)
}
