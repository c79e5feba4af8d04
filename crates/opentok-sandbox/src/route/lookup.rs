use opentok_token::SessionId;

use crate::auth::client_token;
use crate::state::{
    Connection, Grant, MAX_CONNECTIONS, MAX_STREAMS, MediaMode, OwnerId, Record, Room, Row, SessionNumber, Shelf,
    State, Stream, Uuid,
};
use crate::wire::{Fields, Refusal};
use http::StatusCode;

/// The session of an id, if it is `owner`'s.
pub(crate) fn session(state: &State, owner: OwnerId, id: &str) -> Result<SessionNumber, Refusal> {
    if id.parse::<SessionId>().is_err() {
        return Err(Refusal::invalid("Invalid session ID"));
    }
    let found = state.sessions.find(id);
    found
        .filter(|session| state.sessions.get(*session).owner == owner)
        .ok_or_else(|| Refusal::not_found("Session not found"))
}

/// The session that a body names, which has to be one whose media go through the service.
pub(super) fn routed_session(state: &State, owner: OwnerId, body: Fields<'_>) -> Result<SessionNumber, Refusal> {
    let number = session(state, owner, body.required_text("sessionId")?)?;
    let session = state.sessions.get(number);
    if session.media_mode == MediaMode::Relayed {
        return Err(Refusal::conflict("The session is relayed. It has to be routed."));
    }
    if session.is_encrypted {
        return Err(Refusal::conflict("The session is end-to-end encrypted."));
    }
    Ok(number)
}

/// Makes sure that a session that is to be recorded has somebody in it.
pub(super) fn require_clients(state: &State, session: SessionNumber) -> Result<(), Refusal> {
    if state.options.needs_clients && !state.is_occupied(session) {
        return Err(Refusal::not_found(
            "Not found. No clients are actively connected to the OpenTok session.",
        ));
    }
    Ok(())
}

/// Who is in a session, unless nobody is.
pub(super) fn room(state: &State, session: SessionNumber) -> Result<&Room, Refusal> {
    state
        .room(session)
        .filter(|room| !room.connections.is_empty())
        .ok_or_else(|| Refusal::not_found("No clients are connected to the session"))
}

pub(super) fn connection<'s>(state: &'s State, session: SessionNumber, id: &str) -> Result<&'s Connection, Refusal> {
    let id = Uuid::parse(id).ok_or_else(|| Refusal::invalid("Invalid connection ID"))?;
    let found = state.room(session).and_then(|room| room.connection(id));
    found.ok_or_else(|| Refusal::not_found("Connection not found"))
}

pub(super) fn stream<'s>(state: &'s State, session: SessionNumber, id: &str) -> Result<&'s Stream, Refusal> {
    let found = Uuid::parse(id).and_then(|id| state.room(session)?.stream(id));
    found.ok_or_else(|| {
        let status = if state.options.bad_stream_is_408 {
            StatusCode::REQUEST_TIMEOUT
        } else {
            StatusCode::NOT_FOUND
        };
        Refusal::new(status, "Stream not found")
    })
}

/// What the token of a body lets its bearer do in a session.
pub(super) fn grant(state: &State, session: SessionNumber, body: Fields<'_>) -> Result<Grant, Refusal> {
    let token = body.required_text("token")?;
    client_token::grant(state, session, token).map_err(|error| Refusal::invalid(format!("Invalid token: {error}")))
}

/// The same for something that publishes.
pub(super) fn publishing_grant(state: &State, session: SessionNumber, body: Fields<'_>) -> Result<Grant, Refusal> {
    let grant = grant(state, session, body)?;
    if !grant.may_publish() {
        return Err(Refusal::forbidden("The token does not allow to publish"));
    }
    require_connection_place(state, session)?;
    require_stream_place(state, session)?;
    Ok(grant)
}

/// Makes sure that one more connection fits into a session.
pub(crate) fn require_connection_place(state: &State, session: SessionNumber) -> Result<(), Refusal> {
    let held = state.room(session).map_or(0, |room| room.connections.len());
    require_place(held, MAX_CONNECTIONS, "connections")
}

/// Makes sure that one more stream fits into a session.
pub(crate) fn require_stream_place(state: &State, session: SessionNumber) -> Result<(), Refusal> {
    let held = state.room(session).map_or(0, |room| room.streams.len());
    require_place(held, MAX_STREAMS, "streams")
}

/// Makes sure that a session has fewer than `most` of something.
pub(super) fn require_place(held: usize, most: usize, what: &str) -> Result<(), Refusal> {
    if held < most {
        return Ok(());
    }
    Err(Refusal::conflict(format!("A session has {most} {what} at most")))
}

/// Whatever of `owner`'s has this id. `what` is how it is called in refusals.
pub(super) fn row<T: Record>(shelf: &Shelf<T>, owner: OwnerId, id: &str, what: &str) -> Result<Row, Refusal> {
    if Uuid::parse(id).is_none() {
        return Err(Refusal::invalid(format!("Invalid {what} ID")));
    }
    shelf.find(owner, id).ok_or_else(|| missing(what))
}

/// Nothing has the id that was named.
pub(super) fn missing(what: &str) -> Refusal {
    let mut message = format!("{what} not found");
    message[..1].make_ascii_uppercase();
    Refusal::not_found(message)
}
