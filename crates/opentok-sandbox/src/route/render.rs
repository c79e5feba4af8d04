use http::StatusCode;

use super::{Target, lookup, mixing, page, web_address};
use crate::describe;
use crate::state::{OwnerId, RenderSettings, Resolution, Row, State};
use crate::wire::{Call, Fields, Refusal, Reply};

/// In seconds.
const DEFAULT_DURATION_S: u64 = 7_200;
/// In characters.
const MAX_NAME: usize = 200;

/// `POST /render`: starts an Experience Composer.
pub(super) fn start(state: &mut State, owner: OwnerId, call: &Call, _: Target<'_>) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let body = Fields::new(&body);
    let url = body.required_text("url")?;
    web_address::check("url", url, &["http", "https"])?;
    let resolution = match body.text("resolution")? {
        None => Resolution::Hd,
        Some(text) => Resolution::parse(text).ok_or_else(|| Refusal::invalid("Invalid resolution"))?,
    };
    let max_duration_s = body.integer(&["maxDuration"])?.unwrap_or(DEFAULT_DURATION_S);
    let name = match body.object("properties")? {
        None => None,
        Some(properties) => properties.text("name")?,
    };
    let callback_url = body.text("statusCallbackUrl")?.filter(|url| !url.is_empty());
    if let Some(url) = callback_url {
        web_address::check("statusCallbackUrl", url, &["http", "https"])?;
    }
    body.required_text("token")?;
    let session = lookup::session(state, owner, body.required_text("sessionId")?)?;
    let grant = lookup::publishing_grant(state, session, body)?;
    mixing::within("maxDuration", Some(max_duration_s), 60, 36_000)?;
    if name.is_some_and(|name| !(1..=MAX_NAME).contains(&name.chars().count())) {
        return Err(Refusal::invalid(format!(
            "Invalid name. It must have 1 to {MAX_NAME} characters."
        )));
    }
    let settings = RenderSettings {
        url: url.into(),
        grant,
        max_duration_s,
        resolution,
        name: name.map(Into::into),
        callback_url: callback_url.map(Into::into),
    };
    let row = state.start_render(session, settings);
    answer(state, row, StatusCode::ACCEPTED)
}

/// `GET /render`.
pub(super) fn list(state: &mut State, owner: OwnerId, call: &Call, _: Target<'_>) -> Result<Reply, Refusal> {
    page::page(state, owner, call, &state.renders, |render| {
        describe::render(state, render)
    })
}

/// `GET /render/{id}`, and `POST` as one SDK does it by mistake.
pub(super) fn get(state: &mut State, owner: OwnerId, _: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let row = find(state, owner, target.id)?;
    answer(state, row, StatusCode::OK)
}

/// `DELETE /render/{id}`. A second time it answers the same.
pub(super) fn stop(state: &mut State, owner: OwnerId, _: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let row = find(state, owner, target.id)?;
    state.stop_render(row, "Stop Requested");
    answer(state, row, StatusCode::OK)
}

fn find(state: &State, owner: OwnerId, id: &str) -> Result<Row, Refusal> {
    lookup::row(&state.renders, owner, id, "render")
}

fn answer(state: &State, row: Row, status: StatusCode) -> Result<Reply, Refusal> {
    let render = state.renders.get(row).ok_or_else(|| lookup::missing("render"))?;
    Ok(Reply::json(status, &describe::render(state, render)))
}
