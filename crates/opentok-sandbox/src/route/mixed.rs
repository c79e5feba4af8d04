//! Calls that archives and broadcasts have in common: the streams of a session are mixed into both, and both are changed while
//! they run.

use http::StatusCode;

use super::{Target, base, layout, lookup, mixing, page};
use crate::describe;
use crate::state::{
    Archive, Broadcast, Layout, Mix, OutputMode, OwnerId, Record, Row, Shelf, State, Stream, StreamMode, Uuid,
};
use crate::wire::{Call, Fields, Refusal, Reply};
use mixing::Change;

/// An archive or a broadcast.
pub(super) trait Mixed: Record + Sized {
    /// As refusals call it.
    const NAME: &'static str;

    fn shelf(state: &State) -> &Shelf<Self>;
    fn shelf_mut(state: &mut State) -> &mut Shelf<Self>;
    fn is_running(&self) -> bool;
    fn mix(&self) -> &Mix;

    /// # Errors
    ///
    /// If it has no picture that is composed.
    fn set_layout(&mut self, layout: Layout) -> Result<(), Refusal>;

    /// Takes a stream in, with sound, picture or both.
    fn take(state: &mut State, row: Row, stream: &Stream, wants: (bool, bool));
    fn lose(state: &mut State, row: Row, stream: Uuid);
    fn describe(&self, state: &State, base: &str) -> serde_json::Value;
}

/// `GET /archive`, `GET /broadcast`.
pub(super) fn list<M: Mixed>(state: &mut State, owner: OwnerId, call: &Call, _: Target<'_>) -> Result<Reply, Refusal> {
    let base = base(state, call);
    page::page(state, owner, call, M::shelf(state), |one| one.describe(state, &base))
}

/// `GET /archive/{id}`, `GET /broadcast/{id}`.
pub(super) fn get<M: Mixed>(
    state: &mut State,
    owner: OwnerId,
    call: &Call,
    target: Target<'_>,
) -> Result<Reply, Refusal> {
    let row = find::<M>(state, owner, target.id)?;
    answer::<M>(state, call, row)
}

/// `PUT …/layout`.
pub(super) fn set_layout<M: Mixed>(
    state: &mut State,
    owner: OwnerId,
    call: &Call,
    target: Target<'_>,
) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let layout = layout::read(Fields::new(&body))?;
    let row = running::<M>(state, owner, target.id)?;
    if let Some(one) = M::shelf_mut(state).get_mut(row) {
        one.set_layout(layout)?;
    }
    answer::<M>(state, call, row)
}

/// `PATCH …/streams`.
pub(super) fn change_streams<M: Mixed>(
    state: &mut State,
    owner: OwnerId,
    call: &Call,
    target: Target<'_>,
) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let change = mixing::change(Fields::new(&body))?;
    let row = running::<M>(state, owner, target.id)?;
    let one = held::<M>(state, row)?;
    if one.mix().mode == StreamMode::Auto {
        return Err(Refusal::method_not_allowed(format!(
            "The {} has the streamMode auto",
            M::NAME
        )));
    }
    match change {
        Change::Add { stream, wants } => {
            let stream = lookup::stream(state, one.session(), stream)?.clone();
            M::take(state, row, &stream, wants);
        }
        Change::Remove { stream } => {
            let stream = Uuid::parse(stream).filter(|stream| one.mix().contains(*stream));
            let stream = stream.ok_or_else(|| lookup::missing("stream"))?;
            M::lose(state, row, stream);
        }
    }
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}

pub(super) fn find<M: Mixed>(state: &State, owner: OwnerId, id: &str) -> Result<Row, Refusal> {
    lookup::row(M::shelf(state), owner, id, M::NAME)
}

fn running<M: Mixed>(state: &State, owner: OwnerId, id: &str) -> Result<Row, Refusal> {
    let row = find::<M>(state, owner, id)?;
    if held::<M>(state, row)?.is_running() {
        return Ok(row);
    }
    Err(Refusal::not_found(format!("The {} is not running", M::NAME)))
}

pub(super) fn held<M: Mixed>(state: &State, row: Row) -> Result<&M, Refusal> {
    M::shelf(state).get(row).ok_or_else(|| lookup::missing(M::NAME))
}

pub(super) fn answer<M: Mixed>(state: &State, call: &Call, row: Row) -> Result<Reply, Refusal> {
    Ok(Reply::ok(&held::<M>(state, row)?.describe(state, &base(state, call))))
}

impl Mixed for Archive {
    const NAME: &'static str = "archive";

    fn shelf(state: &State) -> &Shelf<Self> {
        &state.archives
    }

    fn shelf_mut(state: &mut State) -> &mut Shelf<Self> {
        &mut state.archives
    }

    fn is_running(&self) -> bool {
        self.status.is_running()
    }

    fn mix(&self) -> &Mix {
        &self.mix
    }

    fn set_layout(&mut self, layout: Layout) -> Result<(), Refusal> {
        if self.settings.output == OutputMode::Individual {
            return Err(Refusal::invalid("An individual archive has no layout"));
        }
        self.settings.layout = layout;
        Ok(())
    }

    fn take(state: &mut State, row: Row, stream: &Stream, wants: (bool, bool)) {
        state.archive_takes(row, stream, wants);
    }

    fn lose(state: &mut State, row: Row, stream: Uuid) {
        state.archive_loses(row, stream);
    }

    fn describe(&self, state: &State, base: &str) -> serde_json::Value {
        describe::archive(state, self, base)
    }
}

impl Mixed for Broadcast {
    const NAME: &'static str = "broadcast";

    fn shelf(state: &State) -> &Shelf<Self> {
        &state.broadcasts
    }

    fn shelf_mut(state: &mut State) -> &mut Shelf<Self> {
        &mut state.broadcasts
    }

    fn is_running(&self) -> bool {
        self.is_running
    }

    fn mix(&self) -> &Mix {
        &self.mix
    }

    fn set_layout(&mut self, layout: Layout) -> Result<(), Refusal> {
        self.settings.layout = layout;
        Ok(())
    }

    fn take(state: &mut State, row: Row, stream: &Stream, wants: (bool, bool)) {
        state.broadcast_takes(row, stream, wants);
    }

    fn lose(state: &mut State, row: Row, stream: Uuid) {
        state.broadcast_loses(row, stream);
    }

    fn describe(&self, state: &State, base: &str) -> serde_json::Value {
        describe::broadcast(state, self, base)
    }
}
