use serde_json::{Value, json};

use super::lookup;
use crate::state::{OwnerId, Record, Shelf, State};
use crate::wire::{Call, Refusal, Reply};

const DEFAULT_COUNT: u64 = 50;
const MAX_COUNT: u64 = 1_000;

/// A page of a list, newest first, with the count of all that match.
pub(super) fn page<T: Record>(
    state: &State,
    owner: OwnerId,
    call: &Call,
    shelf: &Shelf<T>,
    describe: impl Fn(&T) -> Value,
) -> Result<Reply, Refusal> {
    let offset = call.query_number("offset")?.unwrap_or(0);
    let count = call.query_number("count")?.unwrap_or(DEFAULT_COUNT);
    let named = call.query(&["sessionId", "session_id"]).filter(|id| !id.is_empty());
    let session = match named.map(|id| lookup::session(state, owner, &id)) {
        None => None,
        Some(Ok(session)) => Some(session),
        Some(Err(refusal)) if refusal.status == 404 => return Ok(Reply::ok(&json!({"count": 0, "items": []}))),
        Some(Err(refusal)) => return Err(refusal),
    };
    if count > MAX_COUNT {
        return Err(Refusal::invalid(format!(
            "Invalid count. It must be at most {MAX_COUNT}."
        )));
    }
    let offset = usize::try_from(offset).unwrap_or(usize::MAX);
    let (total, items) = shelf.page(owner, session, offset, count as usize);
    let items: Value = items.into_iter().map(describe).collect();
    Ok(Reply::ok(&json!({"count": total, "items": items})))
}
