use http::StatusCode;

use super::mixing::Change;
use super::{Target, base, layout, lookup, mixing, page};
use crate::describe;
use crate::state::{Broadcast, OwnerId, Row, State, StreamMode, Uuid};
use crate::wire::{Call, Fields, Refusal, Reply};

/// `GET /broadcast`: those that are running.
pub(super) fn list(state: &mut State, owner: OwnerId, call: &Call, _: Target<'_>) -> Result<Reply, Refusal> {
    let base = base(state, call);
    page::page(state, owner, call, &state.broadcasts, |broadcast| {
        describe::broadcast(state, broadcast, &base)
    })
}

/// `GET /broadcast/{id}`.
pub(super) fn get(state: &mut State, owner: OwnerId, call: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let row = find(state, owner, target.id)?;
    answer(state, call, row)
}

/// `POST /broadcast/{id}/stop`.
pub(super) fn stop(state: &mut State, owner: OwnerId, call: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let row = find(state, owner, target.id)?;
    if !held(state, row)?.is_running {
        return Err(Refusal::conflict("The broadcast has already been stopped"));
    }
    state.stop_broadcast(row);
    answer(state, call, row)
}

/// `PUT /broadcast/{id}/layout`.
pub(super) fn set_layout(state: &mut State, owner: OwnerId, call: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let layout = layout::read(Fields::new(&body))?;
    let row = running(state, owner, target.id)?;
    if let Some(broadcast) = state.broadcasts.get_mut(row) {
        broadcast.settings.layout = layout;
    }
    answer(state, call, row)
}

/// `PATCH /broadcast/{id}/streams`.
pub(super) fn change_streams(
    state: &mut State,
    owner: OwnerId,
    call: &Call,
    target: Target<'_>,
) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let change = mixing::change(Fields::new(&body))?;
    let row = running(state, owner, target.id)?;
    let broadcast = held(state, row)?;
    if broadcast.mix.mode == StreamMode::Auto {
        return Err(Refusal::method_not_allowed("The broadcast has the streamMode auto"));
    }
    match change {
        Change::Add { stream, wants } => {
            let stream = mixing::added(state, broadcast.session, stream)?;
            state.broadcast_takes(row, &stream, wants);
        }
        Change::Remove { stream } => {
            let stream: Uuid = mixing::removed(|stream| broadcast.mix.contains(stream), stream)?;
            state.broadcast_loses(row, stream);
        }
    }
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}

fn find(state: &State, owner: OwnerId, id: &str) -> Result<Row, Refusal> {
    if Uuid::parse(id).is_none() {
        return Err(Refusal::invalid("Invalid broadcast ID"));
    }
    lookup::found(state.broadcasts.find(owner, id), "Broadcast")
}

fn running(state: &State, owner: OwnerId, id: &str) -> Result<Row, Refusal> {
    let row = find(state, owner, id)?;
    let is_running = held(state, row)?.is_running;
    lookup::found(is_running.then_some(row), "Running broadcast")
}

fn held(state: &State, row: Row) -> Result<&Broadcast, Refusal> {
    state
        .broadcasts
        .get(row)
        .ok_or_else(|| Refusal::not_found("Broadcast not found"))
}

fn answer(state: &State, call: &Call, row: Row) -> Result<Reply, Refusal> {
    let broadcast = held(state, row)?;
    Ok(Reply::ok(&describe::broadcast(state, broadcast, &base(state, call))))
}
