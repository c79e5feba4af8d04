use serde_json::json;

use super::{Target, lookup};
use crate::state::{Dial, OwnerId, State};
use crate::wire::{Call, Fields, Refusal, Reply};

/// `POST /dial`, and `POST /call` as one SDK has it.
pub(super) fn dial(state: &mut State, owner: OwnerId, call: &Call, _: Target<'_>) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let body = Fields::new(&body);
    let sip = body.object("sip")?.ok_or_else(|| Refusal::invalid("Missing sip"))?;
    let uri = sip.required_text("uri")?;
    if !is_sip_uri(uri) {
        return Err(Refusal::invalid("Invalid uri. It must be like sip:user@host."));
    }
    sip.text("from")?;
    sip.text_map("headers")?;
    if let Some(auth) = sip.object("auth")? {
        auth.required_text("username")?;
        auth.required_text("password")?;
    }
    sip.flag("secure")?;
    sip.texts("streams")?;
    let (has_video, observes_mute) = (sip.flag("video")?, sip.flag("observeForceMute")?);
    body.required_text("token")?;
    let session = lookup::routed_session(state, owner, body)?;
    let dial = Dial {
        uri: uri.into(),
        grant: lookup::publishing_grant(state, session, body)?,
        has_video: has_video.unwrap_or(false),
        observes_mute: observes_mute.unwrap_or(false),
    };
    let row = state.dial(session, dial);
    let (owner_name, owner) = state.owners.get(owner).text_field();
    let made = state.calls.get(row).map(|call| {
        json!({
            "id": call.id.to_string(),
            "connectionId": call.connection.to_string(),
            "streamId": call.stream.to_string(),
            "sessionId": state.sessions.get(session).id,
            owner_name: owner,
            "createdAt": call.created_ms,
            "updatedAt": call.created_ms,
        })
    });
    Ok(Reply::ok(&made.unwrap_or_default()))
}

/// `sip:` or `sips:`, then something on both sides of an `@`.
fn is_sip_uri(uri: &str) -> bool {
    let rest = uri.strip_prefix("sip:").or_else(|| uri.strip_prefix("sips:"));
    let parts = rest.and_then(|rest| rest.split_once('@'));
    parts.is_some_and(|(user, host)| !user.is_empty() && !host.is_empty() && !uri.contains(char::is_whitespace))
}
