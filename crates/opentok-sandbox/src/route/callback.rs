use http::StatusCode;
use serde_json::{Value, json};

use super::{Target, web_address};
use crate::state::{OwnerId, Registration, State, Uuid, Wants};
use crate::wire::{Call, Fields, Refusal, Reply};

/// The most registrations of one sandbox.
pub(crate) const MAX_REGISTRATIONS: usize = 1_000;

/// `POST /callback`: where to send one kind of event.
pub(super) fn register(state: &mut State, owner: OwnerId, call: &Call, _: Target<'_>) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let body = Fields::new(&body);
    let (group, event) = (body.required_text("group")?, body.required_text("event")?);
    let url = body.required_text("url")?;
    web_address::check("url", url, &["http", "https"])?;
    if state.registrations.len() >= MAX_REGISTRATIONS {
        return Err(Refusal::invalid("Too many callbacks are registered"));
    }
    let (id, now_ms) = (state.chance.uuid(), state.now_ms());
    let wants = Wants::Event(group.into(), event.into());
    let registration = Registration::new(id, Some(owner), wants, url.into(), None, now_ms);
    let answer = describe(&registration);
    state.registrations.push(registration);
    Ok(Reply::ok(&answer.unwrap_or_default()))
}

/// `GET /callback`.
pub(super) fn list(state: &mut State, owner: OwnerId, _: &Call, _: Target<'_>) -> Result<Reply, Refusal> {
    let own = state.registrations.iter().filter(|one| one.owner == Some(owner));
    Ok(Reply::ok(&own.filter_map(describe).collect()))
}

/// `DELETE /callback/{id}`.
pub(super) fn delete(state: &mut State, owner: OwnerId, _: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let id = Uuid::parse(target.id).ok_or_else(|| Refusal::invalid("Invalid callback ID"))?;
    let is_it = |one: &Registration| one.id == id && one.owner == Some(owner) && describe(one).is_some();
    let at = state.registrations.iter().position(is_it);
    let at = at.ok_or_else(|| Refusal::not_found("Callback not found"))?;
    state.registrations.remove(at);
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}

/// What was registered by this API; the control surface has registrations of another kind.
fn describe(registration: &Registration) -> Option<Value> {
    let Wants::Event(group, event) = &registration.wants else {
        return None;
    };
    Some(json!({
        "id": registration.id.to_string(),
        "group": group,
        "event": event,
        "url": registration.url,
        "createdAt": registration.created_ms,
    }))
}
