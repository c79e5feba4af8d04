use std::collections::HashSet;

use serde_json::{Value, json};

use super::{Target, lookup};
use crate::describe;
use crate::state::{OwnerId, SessionNumber, State, Uuid};
use crate::wire::{Call, Fields, Refusal, Reply};

/// `GET …/stream`.
pub(super) fn list(state: &mut State, owner: OwnerId, _: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let session = lookup::session(state, owner, target.session)?;
    let streams = &lookup::room(state, session)?.streams;
    let items: Value = streams.iter().map(describe::stream).collect();
    Ok(Reply::ok(&json!({"count": streams.len(), "items": items})))
}

/// `GET …/stream/{id}`.
pub(super) fn get(state: &mut State, owner: OwnerId, _: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let session = lookup::session(state, owner, target.session)?;
    let stream = lookup::stream(state, session, target.id)?;
    Ok(Reply::ok(&describe::stream(stream)))
}

/// `PUT …/stream`: layout classes of several streams.
pub(super) fn set_classes(
    state: &mut State,
    owner: OwnerId,
    call: &Call,
    target: Target<'_>,
) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let items = Fields::new(&body)
        .array("items")?
        .ok_or_else(|| Refusal::invalid("Missing items"))?;
    let read = |item: &Value| {
        let item = item
            .as_object()
            .ok_or_else(|| Refusal::invalid("Invalid items. They must be objects."))?;
        let item = Fields::new(item);
        Ok((item.required_text("id")?.to_owned(), classes(item)?))
    };
    let items: Vec<_> = items.iter().map(read).collect::<Result<_, Refusal>>()?;
    put_classes(state, owner, target.session, &items)
}

/// `PUT …/stream/{id}`, as one SDK does it.
pub(super) fn set_own_classes(
    state: &mut State,
    owner: OwnerId,
    call: &Call,
    target: Target<'_>,
) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let item = (target.id.to_owned(), classes(Fields::new(&body))?);
    put_classes(state, owner, target.session, &[item])
}

/// A stream's id, and the classes that it is to have.
type Classes = (String, Vec<Box<str>>);

/// All of it or nothing: every stream has to be there.
fn put_classes(state: &mut State, owner: OwnerId, session: &str, items: &[Classes]) -> Result<Reply, Refusal> {
    let session: SessionNumber = lookup::session(state, owner, session)?;
    lookup::room(state, session)?;
    let found = items.iter().map(|(id, _)| Ok(lookup::stream(state, session, id)?.id));
    let streams: Vec<Uuid> = found.collect::<Result<_, Refusal>>()?;
    for (stream, (_, classes)) in streams.iter().zip(items) {
        state.set_classes(session, *stream, classes);
    }
    // One that is named twice has what was said last, and is told once.
    let mut told = HashSet::new();
    let changed = streams
        .into_iter()
        .filter(|stream| told.insert(*stream))
        .filter_map(|stream| state.room(session)?.stream(stream));
    let items: Vec<_> = changed.map(describe::stream).collect();
    Ok(Reply::ok(&json!({"count": items.len(), "items": items})))
}

fn classes(item: Fields<'_>) -> Result<Vec<Box<str>>, Refusal> {
    let classes = item.texts("layoutClassList")?;
    let classes = classes.ok_or_else(|| Refusal::invalid("Missing layoutClassList"))?;
    let is_class = |class: &&str| !class.is_empty() && !class.contains(|c: char| c.is_whitespace() || c.is_control());
    if !classes.iter().all(is_class) {
        return Err(Refusal::invalid("Invalid layoutClassList. A class has no white space."));
    }
    Ok(classes.into_iter().map(Into::into).collect())
}
