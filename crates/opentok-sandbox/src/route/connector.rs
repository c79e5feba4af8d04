use serde_json::{Value, json};

use super::{Target, lookup, mixing, web_address};
use crate::state::{Leave, OwnerId, State};
use crate::wire::{Call, Fields, Refusal, Reply, read_object};

const MAX_STREAMS: usize = 50;
/// In bytes, of all names and values together.
const MAX_HEADERS: usize = 512;

/// `POST /connect`: an Audio Connector.
pub(super) fn start(state: &mut State, owner: OwnerId, call: &Call, _: Target<'_>) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let body = Fields::new(&body);
    let socket = body
        .object("websocket")?
        .ok_or_else(|| Refusal::invalid("Missing websocket"))?;
    let uri = socket.required_text("uri")?;
    web_address::check("uri", uri, &["ws", "wss"])?;
    let streams = socket.texts("streams")?.unwrap_or_default();
    let headers = socket.text_map("headers")?;
    if !matches!(socket.integer(&["audioRate"])?, None | Some(8_000 | 16_000 | 24_000)) {
        return Err(Refusal::invalid("Invalid audioRate. It must be 8000, 16000 or 24000."));
    }
    socket.flag("bidirectional")?;
    audio_transport(socket.get("audioTransport"))?;
    body.required_text("token")?;
    let session = lookup::routed_session(state, owner, body)?;
    let grant = lookup::grant(state, session, body)?;
    lookup::require_connection_place(state, session)?;
    mixing::within("streams", Some(streams.len() as u64), 0, MAX_STREAMS as u64)?;
    if headers
        .iter()
        .map(|(name, value)| name.len() + value.len())
        .sum::<usize>()
        > MAX_HEADERS
    {
        return Err(Refusal::invalid(format!(
            "Invalid headers. They have {MAX_HEADERS} bytes at most."
        )));
    }
    let row = state.connect_audio(session, uri, grant);
    let made = state
        .connectors
        .get(row)
        .map(|connector| json!({"id": connector.id.to_string(), "connectionId": connector.connection.to_string()}));
    Ok(Reply::ok(&made.unwrap_or_default()))
}

/// `POST /connect/{id}/stop`.
pub(super) fn stop(state: &mut State, owner: OwnerId, _: &Call, target: Target<'_>) -> Result<Reply, Refusal> {
    let row = lookup::row(&state.connectors, owner, target.id, "Audio Connector")?;
    let running = state.connectors.get(row).filter(|connector| connector.is_running);
    let (session, connection) = running
        .map(|connector| (connector.session, connector.connection))
        .ok_or_else(|| Refusal::not_found("The Audio Connector has already been stopped"))?;
    state.disconnect(session, connection, Leave::ForceDisconnected);
    Ok(Reply::ok(&json!({})))
}

/// An object, or the text of one, as one SDK sends it.
fn audio_transport(value: &Value) -> Result<(), Refusal> {
    let invalid = || Refusal::invalid("Invalid audioTransport");
    let parsed;
    let fields = match value {
        Value::Null => return Ok(()),
        Value::Object(fields) => fields,
        Value::String(text) => {
            parsed = read_object(text.as_bytes())?;
            &parsed
        }
        _ => return Err(invalid()),
    };
    let fields = Fields::new(fields);
    match (fields.text("transport")?, fields.text("encoding")?) {
        (None | Some("binary"), None) | (Some("json"), Some("base64")) => Ok(()),
        _ => Err(invalid()),
    }
}
