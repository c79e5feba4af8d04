use http::StatusCode;

use super::mixing::Change;
use super::{Target, base, layout, lookup, mixing, page};
use crate::describe;
use crate::state::{Archive, ArchiveStatus, OutputMode, OwnerId, Row, State, StreamMode, Uuid};
use crate::wire::{Call, Fields, Refusal, Reply};

/// `GET /archive`.
pub(super) fn list(state: &mut State, owner: OwnerId, call: &Call, _: Target<'_>) -> Result<Reply, Refusal> {
    let base = base(state, call);
    page::page(state, owner, call, &state.archives, |archive| {
        describe::archive(state, archive, &base)
    })
}

/// `GET /archive/{id}`.
pub(super) fn get(state: &mut State, owner: OwnerId, call: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let row = find(state, owner, target.id)?;
    answer(state, call, row)
}

/// `POST /archive/{id}/stop`.
pub(super) fn stop(state: &mut State, owner: OwnerId, call: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let row = find(state, owner, target.id)?;
    let archive = held(state, row)?;
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
    answer(state, call, row)
}

/// `POST /archive/{id}` with an `action`, as in 2013.
pub(super) fn act(state: &mut State, owner: OwnerId, call: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let body = call.object()?;
    match Fields::new(&body).text("action")? {
        Some("stop") => stop(state, owner, call, target),
        _ => Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed")),
    }
}

/// `DELETE /archive/{id}`.
pub(super) fn delete(state: &mut State, owner: OwnerId, _: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let row = find(state, owner, target.id)?;
    match held(state, row)?.status {
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

/// `PUT /archive/{id}/layout`.
pub(super) fn set_layout(state: &mut State, owner: OwnerId, call: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let layout = layout::read(Fields::new(&body))?;
    let row = running(state, owner, target.id)?;
    if held(state, row)?.settings.output == OutputMode::Individual {
        return Err(Refusal::invalid("An individual archive has no layout"));
    }
    if let Some(archive) = state.archives.get_mut(row) {
        archive.settings.layout = layout;
    }
    answer(state, call, row)
}

/// `PATCH /archive/{id}/streams`.
pub(super) fn change_streams(
    state: &mut State,
    owner: OwnerId,
    call: &Call,
    target: Target<'_>,
) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let change = mixing::change(Fields::new(&body))?;
    let row = running(state, owner, target.id)?;
    let archive = held(state, row)?;
    if archive.mix.mode == StreamMode::Auto {
        return Err(Refusal::method_not_allowed("The archive has the streamMode auto"));
    }
    match change {
        Change::Add { stream, wants } => {
            let stream = mixing::added(state, archive.session, stream)?;
            state.archive_takes(row, &stream, wants);
        }
        Change::Remove { stream } => {
            let stream: Uuid = mixing::removed(|stream| archive.mix.contains(stream), stream)?;
            state.archive_loses(row, stream);
        }
    }
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}

fn find(state: &State, owner: OwnerId, id: &str) -> Result<Row, Refusal> {
    if Uuid::parse(id).is_none() {
        return Err(Refusal::invalid("Invalid archive ID"));
    }
    lookup::found(state.archives.find(owner, id), "Archive")
}

fn running(state: &State, owner: OwnerId, id: &str) -> Result<Row, Refusal> {
    let row = find(state, owner, id)?;
    let is_running = held(state, row)?.status.is_running();
    lookup::found(is_running.then_some(row), "Running archive")
}

fn held(state: &State, row: Row) -> Result<&Archive, Refusal> {
    state
        .archives
        .get(row)
        .ok_or_else(|| Refusal::not_found("Archive not found"))
}

fn answer(state: &State, call: &Call, row: Row) -> Result<Reply, Refusal> {
    let archive = held(state, row)?;
    Ok(Reply::ok(&describe::archive(state, archive, &base(state, call))))
}
