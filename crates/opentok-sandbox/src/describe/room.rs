use serde_json::{Value, json};

use crate::state::{Connection, ConnectionKind, Layout, LayoutKind, Room, SessionNumber, State, Stream};

/// A connection as lists have it.
pub(crate) fn connection(connection: &Connection) -> Value {
    json!({
        "connectionId": connection.id.to_string(),
        "connectionState": "Connected",
        "createdAt": connection.created_ms,
    })
}

/// A stream as answers have it.
pub(crate) fn stream(stream: &Stream) -> Value {
    let mut fields = json!({
        "id": stream.id.to_string(),
        "name": stream.name,
        "layoutClassList": stream.classes,
    });
    if let Some(video_type) = stream.video_type {
        fields["videoType"] = video_type.as_str().into();
    }
    fields
}

/// Everything about a session, as the control surface tells it.
pub(crate) fn room(state: &State, number: SessionNumber) -> Value {
    let session = state.sessions.get(number);
    let room = state.room(number);
    let recorded = state.archives.page(session.owner, Some(number), 0, MAX_LISTED).1;
    let archives = recorded.iter().map(|archive| {
        json!({
            "id": archive.id.to_string(),
            "status": archive.status.as_str(),
            "layout": layout(&archive.settings.layout),
        })
    });
    let broadcasts = state.broadcasts.page(session.owner, Some(number), 0, MAX_LISTED).1;
    let renders = state.renders.page(session.owner, Some(number), 0, MAX_LISTED).1;
    let captions = room.and_then(|room| state.captions.get(room.captions?));
    json!({
        "sessionId": session.id,
        "owner": state.owners.get(session.owner).name,
        "mediaMode": session.media_mode.as_str(),
        "muted": room.is_some_and(|room| room.is_muted),
        "connections": room.map(|room| connections(state, room)).unwrap_or_else(|| json!([])),
        "streams": room.map(streams).unwrap_or_else(|| json!([])),
        "archives": archives.collect::<Value>(),
        "broadcasts": broadcasts
            .iter()
            .map(|one| json!({"id": one.id.to_string(), "layout": layout(&one.settings.layout)}))
            .collect::<Value>(),
        "renders": renders
            .iter()
            .map(|one| json!({"id": one.id.to_string(), "status": one.status.as_str()}))
            .collect::<Value>(),
        "captions": captions.map(|captions| captions.id.to_string()),
    })
}

fn layout(layout: &Layout) -> Value {
    json!({
        "type": layout.kind.as_str(),
        "stylesheet": layout.stylesheet,
        "screenshareType": layout.screenshare.map(LayoutKind::as_str),
    })
}

/// How many recordings of each kind are told.
const MAX_LISTED: usize = 1_000;
/// How many signals are told, of all connections together: as many of each, the last ones.
const MAX_SIGNALS: usize = 10_000;

fn connections(state: &State, room: &Room) -> Value {
    let share = MAX_SIGNALS / room.connections.len().max(1);
    let describe = |connection: &Connection| {
        let last = connection.signals.len().saturating_sub(share);
        let signals = connection
            .signals
            .iter()
            .skip(last)
            .map(|signal| json!({"at": signal.at_ms, "type": &*signal.kind, "data": &*signal.data}));
        let mut fields = json!({
            "id": connection.id.to_string(),
            "connectionId": connection.id.to_string(),
            "kind": connection.kind.as_str(),
            "role": connection.role.as_str(),
            "data": connection.data,
            "createdAt": connection.created_ms,
            "signals": signals.collect::<Value>(),
        });
        match connection.kind {
            ConnectionKind::Call(row) => {
                if let Some(call) = state.calls.get(row) {
                    fields["call"] = json!({
                        "id": call.id.to_string(), "uri": call.uri, "state": call.state.as_str(), "digits": call.digits,
                    });
                }
            }
            ConnectionKind::Connector(row) => {
                if let Some(connector) = state.connectors.get(row) {
                    fields["connector"] = json!({"id": connector.id.to_string(), "uri": connector.uri});
                }
            }
            ConnectionKind::Client | ConnectionKind::Render(_) => {}
        }
        fields
    };
    room.connections.iter().map(describe).collect()
}

fn streams(room: &Room) -> Value {
    let describe = |stream: &Stream| {
        let mut fields = self::stream(stream);
        fields["streamId"] = fields["id"].clone();
        fields["connectionId"] = stream.connection.to_string().into();
        fields["hasAudio"] = stream.has_audio.into();
        fields["hasVideo"] = stream.has_video.into();
        fields["muted"] = stream.is_muted.into();
        fields["createdAt"] = stream.created_ms.into();
        fields
    };
    room.streams.iter().map(describe).collect()
}
