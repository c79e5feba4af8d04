use serde_json::{Value, json};

use crate::auth::client_token;
use crate::describe;
use crate::route::lookup;
use crate::state::{ConnectionKind, Grant, Leave, NewStream, SessionNumber, State, Uuid, VideoType};
use crate::wire::{Call, Fields, Refusal};

/// The most connection data, in characters: as in tokens.
const MAX_DATA: usize = 1_000;
/// The longest name of a stream, in characters.
const MAX_NAME: usize = 1_000;

/// `GET /sandbox/session/{session}`.
pub(super) fn look(state: &State, session: &str) -> Result<Value, Refusal> {
    Ok(describe::room(state, find(state, session)?))
}

/// `POST /sandbox/session/{session}/connection`: a client connects, by its token if it has one.
pub(super) fn connect(state: &mut State, call: &Call, session: &str) -> Result<Value, Refusal> {
    let body = call.object()?;
    let body = Fields::new(&body);
    let data = body.text("data")?;
    if data.is_some_and(|data| data.chars().count() > MAX_DATA) {
        return Err(Refusal::invalid(format!("data has {MAX_DATA} characters at most")));
    }
    let session = find(state, session)?;
    let grant = match body.text("token")? {
        None => Grant::publisher(data.unwrap_or_default()),
        Some(token) => client_token::grant(state, session, token)
            .map_err(|error| Refusal::forbidden(format!("Invalid token: {} ({error})", error.code())))?,
    };
    lookup::require_connection_place(state, session)?;
    let id = state.connect(session, grant, ConnectionKind::Client).to_string();
    Ok(json!({"connectionId": id, "id": id}))
}

/// `DELETE /sandbox/session/{session}/connection/{id}`: it leaves.
pub(super) fn disconnect(state: &mut State, session: &str, id: &str) -> Result<Value, Refusal> {
    let session = find(state, session)?;
    let left = Uuid::parse(id).is_some_and(|id| state.disconnect(session, id, Leave::ClientDisconnected));
    if left {
        Ok(json!({}))
    } else {
        Err(Refusal::not_found("Connection not found"))
    }
}

/// `POST /sandbox/session/{session}/stream`: a connection publishes; one is made if none is named.
pub(super) fn publish(state: &mut State, call: &Call, session: &str) -> Result<Value, Refusal> {
    let body = call.object()?;
    let body = Fields::new(&body);
    let stream = NewStream {
        name: body.text("name")?.unwrap_or_default().into(),
        video_type: match body.text("videoType")? {
            None => VideoType::Camera,
            Some(text) => VideoType::parse(text).ok_or_else(|| Refusal::invalid("Invalid videoType"))?,
        },
        has_audio: body.flag("hasAudio")?.unwrap_or(true),
        has_video: body.flag("hasVideo")?.unwrap_or(true),
    };
    if stream.name.chars().count() > MAX_NAME {
        return Err(Refusal::invalid(format!("name has {MAX_NAME} characters at most")));
    }
    let session = find(state, session)?;
    lookup::require_stream_place(state, session)?;
    let connection = match body.text("connectionId")? {
        None => {
            lookup::require_connection_place(state, session)?;
            state.connect(session, Grant::publisher(""), ConnectionKind::Client)
        }
        Some(id) => publisher(state, session, id)?,
    };
    let id = state.publish(session, connection, stream).to_string();
    Ok(json!({"streamId": id, "id": id, "connectionId": connection.to_string()}))
}

/// `DELETE /sandbox/session/{session}/stream/{id}`: it stops publishing.
pub(super) fn unpublish(state: &mut State, session: &str, id: &str) -> Result<Value, Refusal> {
    let session = find(state, session)?;
    let ended = Uuid::parse(id).is_some_and(|id| state.unpublish(session, id));
    if ended {
        Ok(json!({}))
    } else {
        Err(Refusal::not_found("Stream not found"))
    }
}

/// The connection of an id, if its role lets it publish.
fn publisher(state: &State, session: SessionNumber, id: &str) -> Result<Uuid, Refusal> {
    let found = Uuid::parse(id).and_then(|id| state.room(session)?.connection(id));
    let connection = found.ok_or_else(|| Refusal::not_found("Connection not found"))?;
    if connection.role == opentok_token::Role::Subscriber {
        return Err(Refusal::forbidden("A subscriber cannot publish"));
    }
    Ok(connection.id)
}

fn find(state: &State, session: &str) -> Result<SessionNumber, Refusal> {
    state
        .sessions
        .find(session)
        .ok_or_else(|| Refusal::not_found("Session not found"))
}
