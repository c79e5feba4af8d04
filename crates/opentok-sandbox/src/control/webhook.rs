use serde_json::{Value, json};

use crate::route::MAX_REGISTRATIONS;
use crate::secret::Secret;
use crate::state::{OwnerId, Registration, State, Wants, WebhookKind};
use crate::wire::{Call, Fields, Refusal};

/// `POST /sandbox/webhook`: where to send callbacks of a kind, of one owner's or of everybody's.
pub(super) fn register(state: &mut State, call: &Call) -> Result<Value, Refusal> {
    let body = call.object()?;
    let body = Fields::new(&body);
    let kind = WebhookKind::parse(body.required_text("kind")?).ok_or_else(|| {
        Refusal::invalid("Invalid kind. It must be session, archive, broadcast, sip, render or captions.")
    })?;
    let url = body.required_text("url")?;
    let owner = match body.text("owner")? {
        None => None,
        Some(name) => Some(
            state
                .owners
                .find(name)
                .ok_or_else(|| Refusal::not_found("Owner not found"))?,
        ),
    };
    let secret = body.text("secret")?.filter(|secret| !secret.is_empty());
    let id = add(state, kind, url, secret, owner)?;
    Ok(json!({"id": id, "kind": kind.as_str(), "url": url, "signed": secret.is_some()}))
}

/// Registers an address, which has to be one that the sandbox may call.
pub(crate) fn add(
    state: &mut State,
    kind: WebhookKind,
    url: &str,
    secret: Option<&str>,
    owner: Option<OwnerId>,
) -> Result<String, Refusal> {
    let uri: Option<http::Uri> = url.parse().ok();
    let is_web = uri.is_some_and(|uri| matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some());
    if !is_web {
        return Err(Refusal::invalid("Invalid url"));
    }
    if !state.may_send_to(url) {
        return Err(Refusal::forbidden("Webhooks are sent to this machine only"));
    }
    if state.registrations.len() >= MAX_REGISTRATIONS {
        return Err(Refusal::invalid("Too many webhooks are registered"));
    }
    let (id, now_ms) = (state.chance.uuid(), state.now_ms());
    let wants = Wants::Kind(kind);
    let registration = Registration::new(id, owner, wants, url.into(), secret.map(Secret::from), now_ms);
    state.registrations.push(registration);
    Ok(id.to_string())
}

/// `DELETE /sandbox/webhook`: none any more of those that were registered here. Those of the callback registration API are
/// their projects'.
pub(super) fn clear(state: &mut State) -> Value {
    let before = state.registrations.len();
    state.registrations.retain(|one| matches!(one.wants, Wants::Event(..)));
    json!({"removed": before - state.registrations.len()})
}
