use http::StatusCode;
use opentok_token::Role;
use serde_json::json;

use super::{Target, language, lookup, mixing, web_address};
use crate::describe;
use crate::state::{OwnerId, Row, State};
use crate::wire::{Call, Fields, Refusal, Reply};

/// In seconds.
const MAX_DURATION_S: u64 = 14_400;
const MAX_STREAMS: usize = 50;

/// `POST /captions`.
pub(super) fn start(state: &mut State, owner: OwnerId, call: &Call, _: Target<'_>) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let body = Fields::new(&body);
    let language = body.text("languageCode")?.unwrap_or("en-US");
    language::check("languageCode", language)?;
    let max_duration_s = body.integer(&["maxDuration"])?.unwrap_or(MAX_DURATION_S);
    body.flag("partialCaptions")?;
    let callback_url = body.text("statusCallbackUrl")?.filter(|url| !url.is_empty());
    if let Some(url) = callback_url {
        web_address::check("statusCallbackUrl", url, &["http", "https"])?;
    }
    body.required_text("token")?;
    let session = lookup::routed_session(state, owner, body)?;
    if lookup::grant(state, session, body)?.role != Role::Moderator {
        return Err(Refusal::forbidden("The token's role is not moderator"));
    }
    let room = lookup::room(state, session)?;
    if room.captions.is_some() {
        return Err(Refusal::conflict("Audio captioning is already enabled for the session").code(60_003));
    }
    if room.streams.len() > MAX_STREAMS {
        return Err(Refusal::conflict(format!(
            "Captions are for {MAX_STREAMS} streams at most"
        )));
    }
    mixing::within("maxDuration", Some(max_duration_s), 300, MAX_DURATION_S)?;
    let row = state.start_captions(session, language, max_duration_s, callback_url);
    let id = state.captions.get(row).map(|captions| captions.id.to_string());
    Ok(Reply::json(StatusCode::ACCEPTED, &json!({"captionsId": id})))
}

/// `GET /captions/{id}`.
pub(super) fn get(state: &mut State, owner: OwnerId, _: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let row = find(state, owner, target.id)?;
    let captions = state
        .captions
        .get(row)
        .map(|captions| describe::captions(state, captions));
    Ok(Reply::ok(&captions.unwrap_or_default()))
}

/// `POST /captions/{id}/stop`.
pub(super) fn stop(state: &mut State, owner: OwnerId, _: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let row = find(state, owner, target.id)?;
    if !state.captions.get(row).is_some_and(|captions| captions.is_running) {
        return Err(Refusal::not_found("The captions have already been stopped"));
    }
    state.stop_captions(row, "user initiated");
    Ok(Reply::json(StatusCode::ACCEPTED, &json!({"captionsId": target.id})))
}

fn find(state: &State, owner: OwnerId, id: &str) -> Result<Row, Refusal> {
    lookup::row(&state.captions, owner, id, "captions")
}
