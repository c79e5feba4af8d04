use std::collections::HashSet;

use super::{Target, lookup};
use crate::state::{OwnerId, State, Uuid};
use crate::wire::{Call, Fields, Refusal, Reply};

/// `POST …/mute`: all streams, or the end of the mute state.
pub(super) fn all(state: &mut State, owner: OwnerId, call: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let body = Fields::new(&body);
    let active = body.flag("active")?.ok_or_else(|| Refusal::invalid("Missing active"))?;
    // The two spellings that SDKs send. What is no id names no stream, and excludes none.
    let named = [body.texts("excludedStreamIds")?, body.texts("excludedStreams")?];
    let excluded: HashSet<_> = named.into_iter().flatten().flatten().filter_map(Uuid::parse).collect();
    let session = lookup::session(state, owner, target.session)?;
    if active {
        lookup::room(state, session)?;
        state.mute_all(session, &excluded);
    } else {
        state.end_mute(session);
    }
    Ok(Reply::ok(&state.owners.get(owner).describe(false)))
}

/// `POST …/stream/{id}/mute`. Whatever the body says means nothing.
pub(super) fn one(state: &mut State, owner: OwnerId, _: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let session = lookup::session(state, owner, target.session)?;
    let stream = lookup::stream(state, session, target.id)?.id;
    state.mute_stream(session, stream);
    Ok(Reply::ok(&state.owners.get(owner).describe(false)))
}
