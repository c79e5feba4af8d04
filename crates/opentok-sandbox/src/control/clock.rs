use serde_json::{Value, json};

use crate::state::{MAX_ADVANCE_MS, State};
use crate::wire::{Call, Fields, Refusal};

/// `GET /sandbox/clock`.
pub(super) fn now(state: &State) -> Value {
    json!({"nowMs": state.now_ms(), "nextMs": state.next_ms()})
}

/// `POST /sandbox/clock` with `advanceMs`, or with `set` in milliseconds since 1970.
pub(super) fn set(state: &mut State, call: &Call) -> Result<Value, Refusal> {
    let body = call.object()?;
    let body = Fields::new(&body);
    let advance_ms = match (body.integer(&["advanceMs"])?, body.integer(&["set"])?) {
        (Some(advance_ms), None) => advance_ms,
        (None, Some(moment_ms)) => moment_ms
            .checked_sub(state.now_ms())
            .ok_or_else(|| Refusal::invalid("The clock cannot be set back"))?,
        _ => return Err(Refusal::invalid("The body must have either advanceMs or set")),
    };
    if advance_ms > MAX_ADVANCE_MS {
        return Err(Refusal::invalid(format!(
            "The clock is moved by {MAX_ADVANCE_MS} ms at most"
        )));
    }
    state.advance(advance_ms);
    Ok(now(state))
}
