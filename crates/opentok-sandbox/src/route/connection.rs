use http::StatusCode;
use serde_json::json;

use super::{Target, lookup};
use crate::describe;
use crate::state::{Leave, OwnerId, State};
use crate::wire::{Call, Refusal, Reply};

/// `GET …/connection`.
pub(super) fn list(state: &mut State, owner: OwnerId, _: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let session = lookup::session(state, owner, target.session)?;
    let connections = state
        .room(session)
        .map(|room| room.connections.as_slice())
        .unwrap_or_default();
    let (owner_name, owner) = state.owners.get(owner).text_field();
    Ok(Reply::ok(&json!({
        "count": connections.len(),
        owner_name: owner,
        "sessionId": target.session,
        "items": connections.iter().map(describe::connection).collect::<Vec<_>>(),
    })))
}

/// `DELETE …/connection/{id}`: force disconnect.
pub(super) fn disconnect(state: &mut State, owner: OwnerId, _: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let session = lookup::session(state, owner, target.session)?;
    let connection = lookup::connection(state, session, target.id)?.id;
    state.disconnect(session, connection, Leave::ForceDisconnected);
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}
