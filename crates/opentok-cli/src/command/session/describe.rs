//! What there is to say about a session id.

use opentok_token::{SessionCreated, SessionId, SessionIdError, SessionPayload, UnixSeconds};

use crate::output::{Fact, Facts};

/// What a sound id says. Nothing of it is proven.
pub(super) fn valid<'a>(id: &'a SessionId, payload: &'a SessionPayload) -> Facts<'a> {
    let (millis, moment) = match payload.created() {
        SessionCreated::Millis(millis) => (Some(millis), Some(UnixSeconds::new(millis / 1_000))),
        SessionCreated::Seconds(seconds) => (seconds.checked_mul(1_000), Some(UnixSeconds::new(seconds))),
        _ => (None, None),
    };
    Facts::new()
        .with("valid", true)
        .with("session_id", id.as_str())
        .with("prefix", id.prefix().to_string())
        .with("version", payload.fields().next())
        .with("partner_id", payload.owner())
        .with("location", payload.location())
        .with("create_time", payload.fields().nth(3))
        .with("created", moment)
        .with("created_ms", millis)
        .with("random", payload.random())
        .with("payload", payload.as_str())
        .with("fields", Fact::quoted(payload.fields()))
}

/// Why a text is no session id, or none of the project asked about.
pub(super) fn invalid(error: &SessionIdError) -> Facts<'static> {
    Facts::new()
        .with("valid", false)
        .with("reason", error.code())
        .with("message", error.to_string())
}
