use serde_json::json;

use super::{Target, lookup};
use crate::state::{OwnerId, Row, State};
use crate::wire::{Call, Fields, Refusal, Reply};

/// `POST …/play-dtmf`, to every SIP call of the session, and `POST …/connection/{id}/play-dtmf`, to one.
pub(super) fn play(state: &mut State, owner: OwnerId, call: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let digits = Fields::new(&body).required_text("digits")?;
    if !digits
        .bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'*' | b'#' | b'p'))
    {
        return Err(Refusal::invalid("Invalid DTMF Digits").code(400));
    }
    let session = lookup::session(state, owner, target.session)?;
    let calls: Vec<Row> = match target.id {
        "" => {
            let connections = &lookup::room(state, session)?.connections;
            connections
                .iter()
                .filter_map(|connection| connection.kind.call())
                .collect()
        }
        id => lookup::connection(state, session, id)?
            .kind
            .call()
            .into_iter()
            .collect(),
    };
    if calls.is_empty() {
        return Err(Refusal::not_found("No SIP call is connected there"));
    }
    calls.into_iter().for_each(|row| state.play_dtmf(row, digits));
    Ok(Reply::ok(&json!({"code": 200, "message": "OK"})))
}
