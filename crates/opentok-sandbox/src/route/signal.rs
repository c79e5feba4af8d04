use http::StatusCode;

use super::{Target, lookup};
use crate::state::{OwnerId, Signal, State};
use crate::wire::{Call, Fields, Refusal, Reply};

/// In bytes.
const MAX_TYPE: usize = 128;
/// In bytes.
const MAX_DATA: usize = 8_192;

/// `POST …/signal`, to everyone, and `POST …/connection/{id}/signal`, to one client.
pub(super) fn send(state: &mut State, owner: OwnerId, call: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let body = Fields::new(&body);
    let kind = body.text("type")?.unwrap_or_default();
    let data = body
        .text("data")?
        .ok_or_else(|| Refusal::invalid("The signal payload has no data").code(15_202))?;
    if !kind
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-_~".contains(&byte))
    {
        return Err(Refusal::invalid(
            "Invalid type. It may have letters, digits, -, _ and ~.",
        ));
    }
    let session = lookup::session(state, owner, target.session)?;
    lookup::room(state, session)?;
    let to = match target.id {
        "" => None,
        id => Some(lookup::connection(state, session, id)?.id),
    };
    if kind.len() > MAX_TYPE || data.len() > MAX_DATA {
        return Err(Refusal::too_large(
            "The type is longer than 128 bytes, or the data than 8 kB",
        ));
    }
    let signal = Signal {
        at_ms: state.now_ms(),
        kind: kind.into(),
        data: data.into(),
    };
    state.signal(session, to, &signal);
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}
