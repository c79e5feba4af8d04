use alloc::borrow::Cow;

use http::StatusCode;

use super::{Environment, Era, answers, caller};
use crate::auth::PARTNER_AUTH;
use crate::state::{MediaMode, NewSession, OwnerId, Owners, State};
use crate::wire::{Call, Reply, Verb, civil, escape_xml, form, pacific_text};

/// Whether a call to `session/create` is of the old dialect: unless it carries a JWT, or what opens today's calls.
pub(super) fn is_meant(state: &State, call: &Call, is_prefixed: bool) -> bool {
    let has = |name: &str| call.headers.contains_key(name);
    if has("x-opentok-auth") || has("authorization") {
        return false;
    }
    let is_staging = state.options.legacy.environment == Environment::Staging;
    is_prefixed || is_staging || (has(PARTNER_AUTH) && !state.options.partner_auth)
}

/// `session/create`.
pub(super) fn create(state: &mut State, call: &Call) -> Reply {
    let legacy = &state.options.legacy;
    let is_staging = legacy.environment == Environment::Staging;
    let fields: Vec<_> = match call.verb {
        Some(Verb::Post) => form::fields(&call.body).collect(),
        // Staging had a page that sent its form so.
        Some(Verb::Get) if is_staging => form::fields(call.query.as_bytes()).collect(),
        _ => return answers::wrong_method(),
    };
    let field = |names: &[&str]| {
        fields
            .iter()
            .find(|(name, _)| names.contains(&&**name))
            .map(|(_, value)| value)
    };
    let key = field(&["api_key", "partner_id"]).filter(|key| !key.is_empty());
    let owner = match caller::partner(state, call) {
        Some(owner) => owner.filter(|owner| key.is_none_or(|key| **key == *state.owners.get(*owner).name)),
        None if is_staging => owner_of(state, key),
        None => None,
    };
    let Some(owner) = owner else {
        return answers::wrong_credentials(legacy);
    };
    let media_mode = match field(&["p2p.preference"]).map(|value| &**value) {
        None | Some("" | "disabled") => MediaMode::Routed,
        Some("enabled") => MediaMode::Relayed,
        Some(_) => return answers::invalid("p2p.preference must be enabled or disabled"),
    };
    let new = NewSession {
        // Whatever is no address is no hint: some SDKs sent `localhost`.
        location: field(&["location"]).and_then(|value| value.parse().ok()),
        media_mode,
        ..NewSession::default()
    };
    let now_ms = state.now_ms();
    let session = state
        .sessions
        .create(owner, state.owners.get(owner), new, now_ms, &mut state.chance);
    let key = escape_xml(&state.owners.get(owner).name);
    match (state.options.legacy.era, is_staging) {
        (Era::Y2012, false) => Reply::text(
            StatusCode::OK,
            answers::XML,
            laid_out(&session.id, &key, media_mode, now_ms),
        ),
        _ => Reply::text(
            StatusCode::OK,
            "text/xml",
            in_one_line(&session.id, &key, media_mode, now_ms),
        ),
    }
}

/// In staging a key is enough, and even that may be missing.
fn owner_of(state: &State, key: Option<&Cow<'_, str>>) -> Option<OwnerId> {
    state.owners.find(key.map_or(Owners::DEFAULT_KEY, |key| key))
}

fn laid_out(id: &str, key: &str, media_mode: MediaMode, now_ms: u64) -> String {
    let (year, month, day) = civil(now_ms / 86_400_000);
    let (hour, minute) = (now_ms / 3_600_000 % 24, now_ms / 60_000 % 60);
    let (second, micros) = (now_ms / 1000 % 60, now_ms % 1000 * 1000);
    let properties = match media_mode {
        MediaMode::Relayed => format!("    {PEER_TO_PEER}\n"),
        MediaMode::Routed => String::new(),
    };
    format!(
        "<Sessions>\n  <Session>\n    <session_id>{id}</session_id>\n    <partner_id>{key}</partner_id>\n    \
         <create_dt>{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}.{micros:06}+00:00</create_dt>\n    \
         <session_status></session_status>\n{properties}  </Session>\n</Sessions>\n"
    )
}

fn in_one_line(id: &str, key: &str, media_mode: MediaMode, now_ms: u64) -> String {
    let properties = if media_mode == MediaMode::Relayed {
        PEER_TO_PEER
    } else {
        ""
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><sessions><Session><session_id>{id}</session_id>\
         <partner_id>{key}</partner_id><create_dt>{}</create_dt>{properties}</Session></sessions>",
        pacific_text(now_ms)
    )
}

const PEER_TO_PEER: &str = "<properties><p2p><preference>enabled</preference></p2p></properties>";
