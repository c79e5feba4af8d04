use serde_json::{Value, json};

use super::{
    CallState, ConnectionKind, Connector, Due, Grant, Leave, NewStream, Row, SessionNumber, SipCall, State, VideoType,
    WebhookKind,
};

/// When the far end rings, and when it picks up, in milliseconds after dialling.
const RINGS_MS: u64 = 1_000;
const ANSWERS_MS: u64 = 4_000;
/// The longest call, in milliseconds.
const MAX_CALL_MS: u64 = 6 * 3_600_000;
/// How many digits of a call are remembered.
const MAX_DIGITS: usize = 10_000;

/// What a call is dialled with.
#[derive(Clone, Debug)]
pub(crate) struct Dial {
    pub(crate) uri: Box<str>,
    pub(crate) grant: Grant,
    pub(crate) has_video: bool,
    pub(crate) observes_mute: bool,
}

/// SIP calls and Audio Connectors: connections without a client.
impl State {
    /// Dials. Connection and stream are there at once, before anybody has picked up.
    pub(crate) fn dial(&mut self, session: SessionNumber, dial: Dial) -> Row {
        let (now_ms, owner, id) = (self.now_ms, self.sessions.get(session).owner, self.chance.uuid());
        // The row is known only once the call stands on its shelf, and the connection names the row.
        let row = self.calls.add(SipCall {
            id,
            owner,
            session,
            connection: id,
            stream: id,
            uri: dial.uri,
            state: CallState::Dialing,
            observes_mute: dial.observes_mute,
            created_ms: now_ms,
            digits: String::new(),
        });
        let connection = self.connect(session, dial.grant, ConnectionKind::Call(row));
        let stream = NewStream {
            name: "SIP".into(),
            video_type: VideoType::Camera,
            has_audio: true,
            has_video: dial.has_video,
        };
        let stream = self.publish(session, connection, stream);
        if let Some(call) = self.calls.get_mut(row) {
            call.connection = connection;
            call.stream = stream;
        }
        self.tell_call(row, "callCreated", json!({}));
        self.tell_call(row, "callUpdated", json!({"state": CallState::Dialing.as_str()}));
        for (after_ms, state) in [(RINGS_MS, CallState::Ringing), (ANSWERS_MS, CallState::Active)] {
            self.timers.add(now_ms + after_ms, Due::CallMovesOn(row, state));
        }
        self.timers.add(now_ms + MAX_CALL_MS, Due::CallEnds(row));
        row
    }

    pub(crate) fn call_moves_on(&mut self, row: Row, state: CallState) {
        if let Some(call) = self.calls.get_mut(row).filter(|call| call.state != CallState::HungUp) {
            call.state = state;
            self.tell_call(row, "callUpdated", json!({"state": state.as_str()}));
        }
    }

    /// The longest call is over.
    pub(crate) fn call_ends(&mut self, row: Row) {
        if let Some(call) = self.calls.get(row).filter(|call| call.state != CallState::HungUp) {
            let (session, connection) = (call.session, call.connection);
            self.call_ended(row, 705, "Maximum Duration");
            self.disconnect(session, connection, Leave::ClientDisconnected);
        }
    }

    /// A call is over, or its connection is gone.
    pub(crate) fn call_ended(&mut self, row: Row, code: u32, message: &str) {
        if let Some(call) = self.calls.get_mut(row).filter(|call| call.state != CallState::HungUp) {
            call.state = CallState::HungUp;
            self.tell_call(row, "callUpdated", json!({"state": CallState::HungUp.as_str()}));
            let reason = json!({"reason_code": code.to_string(), "reason_message": message});
            self.tell_call(row, "callDestroyed", reason);
        }
    }

    /// Sends digits to a call.
    pub(crate) fn play_dtmf(&mut self, row: Row, digits: &str) {
        if let Some(call) = self.calls.get_mut(row) {
            let room = MAX_DIGITS.saturating_sub(call.digits.len()).min(digits.len());
            call.digits.push_str(&digits[..room]);
        }
    }

    /// Tells the far end that it is muted, if it asked to know.
    pub(crate) fn call_muted(&mut self, row: Row) {
        if self.calls.get(row).is_some_and(|call| call.observes_mute) {
            self.tell_call(row, "muteForced", json!({}));
        }
    }

    /// Connects a WebSocket that hears the session.
    pub(crate) fn connect_audio(&mut self, session: SessionNumber, uri: &str, grant: Grant) -> Row {
        let (owner, id) = (self.sessions.get(session).owner, self.chance.uuid());
        let row = self.connectors.add(Connector {
            id,
            owner,
            session,
            connection: id,
            uri: uri.into(),
            is_running: true,
        });
        let connection = self.connect(session, grant, ConnectionKind::Connector(row));
        if let Some(connector) = self.connectors.get_mut(row) {
            connector.connection = connection;
        }
        row
    }

    /// A connector's connection is gone.
    pub(crate) fn connector_ended(&mut self, row: Row) {
        if let Some(connector) = self.connectors.get_mut(row) {
            connector.is_running = false;
        }
    }

    fn tell_call(&mut self, row: Row, event: &str, more: Value) {
        let Some(call) = self.calls.get(row) else {
            return;
        };
        let owner = call.owner;
        let mut payload = self.session_event(call.session, event);
        payload["call"] = json!({
            "id": call.id.to_string(),
            "connectionId": call.connection.to_string(),
            "createdAt": call.created_ms,
        });
        if let (Some(payload), Value::Object(more)) = (payload.as_object_mut(), more) {
            payload.extend(more);
        }
        self.tell(WebhookKind::Sip, owner, event, &payload);
    }
}
