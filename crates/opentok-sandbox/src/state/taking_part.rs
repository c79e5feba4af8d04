use serde_json::{Value, json};

use super::{
    Connection, ConnectionKind, Due, Grant, OwnerId, Room, SessionNumber, State, Stream, Uuid, VideoType, WebhookKind,
};

/// How long a session lives on without anyone in it, in milliseconds.
const EMPTY_MS: u64 = 60_000;

/// A stream that is to be published.
#[derive(Clone, Debug)]
pub(crate) struct NewStream {
    pub(crate) name: Box<str>,
    pub(crate) video_type: VideoType,
    pub(crate) has_audio: bool,
    pub(crate) has_video: bool,
}

/// Why a connection or a stream is gone.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Leave {
    ClientDisconnected,
    ForceDisconnected,
}

impl Leave {
    const fn as_str(self) -> &'static str {
        match self {
            Self::ClientDisconnected => "clientDisconnected",
            Self::ForceDisconnected => "forceDisconnected",
        }
    }
}

/// Clients come and go.
impl State {
    /// Lets a client in, the first of which brings the session to life.
    pub(crate) fn connect(&mut self, session: SessionNumber, grant: Grant, kind: ConnectionKind) -> Uuid {
        let now_ms = self.now_ms;
        let room = self.room_for(session);
        let is_new = !room.is_alive();
        room.visit += 1;
        if is_new {
            room.created_ms = now_ms;
            let mut event = self.session_event(session, "sessionCreated");
            event["createdAt"] = now_ms.into();
            self.tell_session(session, "sessionCreated", &event);
        }
        self.count_usage(session);
        let id = self.chance.uuid();
        let connection = Connection {
            id,
            kind,
            role: grant.role,
            data: grant.data,
            classes: grant.classes,
            created_ms: now_ms,
            signals: Default::default(),
        };
        let mut event = self.session_event(session, "connectionCreated");
        event["connection"] = describe_connection(&connection);
        self.room_for(session).connections.push(connection);
        self.tell_session(session, "connectionCreated", &event);
        if is_new {
            self.start_automatic_archive(session);
        }
        id
    }

    /// Lets a client go, with its streams. False if it is not there.
    pub(crate) fn disconnect(&mut self, session: SessionNumber, connection: Uuid, leave: Leave) -> bool {
        let Some(kind) = self
            .room(session)
            .and_then(|room| room.connection(connection))
            .map(|found| found.kind)
        else {
            return false;
        };
        let room = self.rooms.get(&session);
        let own = room.into_iter().flat_map(|room| &room.streams);
        let streams: Vec<_> = own
            .filter(|stream| stream.connection == connection)
            .map(|stream| stream.id)
            .collect();
        for stream in streams {
            self.unpublish_as(session, stream, leave.as_str());
        }
        self.count_usage(session);
        let Some(room) = self.rooms.get_mut(&session) else {
            return false;
        };
        let at = room.connections.iter().position(|found| found.id == connection);
        let Some(gone) = at.map(|at| room.connections.remove(at)) else {
            return false;
        };
        let waiting = if room.connections.is_empty() {
            self.timers
                .add(self.now_ms + EMPTY_MS, Due::SessionEnds(session, room.visit));
            room.archives.clone()
        } else {
            Vec::new()
        };
        let mut event = self.session_event(session, "connectionDestroyed");
        event["connection"] = describe_connection(&gone);
        event["reason"] = leave.as_str().into();
        self.tell_session(session, "connectionDestroyed", &event);
        self.end_participant(kind);
        waiting.into_iter().for_each(|archive| self.pause_archive(archive));
        true
    }

    /// Publishes a stream of a connection that is there. It joins whatever is recorded or broadcast.
    pub(crate) fn publish(&mut self, session: SessionNumber, connection: Uuid, new: NewStream) -> Uuid {
        self.count_usage(session);
        let id = self.chance.uuid();
        let now_ms = self.now_ms;
        let Some(room) = self.rooms.get_mut(&session) else {
            return id;
        };
        let classes = room.connection(connection).map(|from| from.classes.clone());
        let stream = Stream {
            id,
            connection,
            name: new.name,
            video_type: new.has_video.then_some(new.video_type),
            has_audio: new.has_audio,
            has_video: new.has_video,
            classes: classes.unwrap_or_default(),
            created_ms: now_ms,
            is_muted: room.is_muted,
        };
        room.streams.push(stream.clone());
        let (archives, broadcasts) = (room.archives.clone(), room.broadcasts.clone());
        let event = self.stream_event(session, "streamCreated", &stream);
        self.tell_session(session, "streamCreated", &event);
        archives
            .into_iter()
            .for_each(|archive| self.archive_meets(archive, &stream));
        broadcasts
            .into_iter()
            .for_each(|broadcast| self.broadcast_meets(broadcast, &stream));
        id
    }

    /// Ends a stream by its client's will. False if it is not there.
    pub(crate) fn unpublish(&mut self, session: SessionNumber, stream: Uuid) -> bool {
        let gone = self.room(session).and_then(|room| room.stream(stream));
        let reason = match gone.map(|stream| stream.video_type) {
            Some(Some(VideoType::Screen)) => "mediaStopped",
            _ => "clientDisconnected",
        };
        self.unpublish_as(session, stream, reason)
    }

    fn unpublish_as(&mut self, session: SessionNumber, stream: Uuid, reason: &str) -> bool {
        self.count_usage(session);
        let Some(room) = self.rooms.get_mut(&session) else {
            return false;
        };
        let Some(at) = room.streams.iter().position(|found| found.id == stream) else {
            return false;
        };
        let (archives, broadcasts) = (room.archives.clone(), room.broadcasts.clone());
        let gone = room.streams[at].clone();
        let mut event = self.stream_event(session, "streamDestroyed", &gone);
        event["reason"] = reason.into();
        if let Some(room) = self.rooms.get_mut(&session) {
            room.streams.remove(at);
        }
        self.tell_session(session, "streamDestroyed", &event);
        archives
            .into_iter()
            .for_each(|archive| self.archive_loses(archive, stream));
        broadcasts
            .into_iter()
            .for_each(|broadcast| self.broadcast_loses(broadcast, stream));
        true
    }

    /// Ends the session if nobody has come back: everything that runs in it ends with it.
    pub(crate) fn session_ends(&mut self, session: SessionNumber, visit: u32) {
        let Some(room) = self.rooms.get(&session) else {
            return;
        };
        if room.visit != visit || !room.connections.is_empty() {
            return;
        }
        let (archives, broadcasts) = (room.archives.clone(), room.broadcasts.clone());
        let (captions, created_ms) = (room.captions, room.created_ms);
        archives
            .into_iter()
            .for_each(|archive| self.stop_archive(archive, "session ended"));
        broadcasts
            .into_iter()
            .for_each(|broadcast| self.stop_broadcast(broadcast));
        if let Some(captions) = captions {
            self.stop_captions(captions, "session ended");
        }
        self.rooms.remove(&session);
        let mut event = self.session_event(session, "sessionDestroyed");
        event["createdAt"] = created_ms.into();
        event["reason"] = "clientDisconnected".into();
        self.tell_session(session, "sessionDestroyed", &event);
    }

    pub(crate) fn room(&self, session: SessionNumber) -> Option<&Room> {
        self.rooms.get(&session)
    }

    /// The room of a session, which is made if there is none.
    pub(super) fn room_for(&mut self, session: SessionNumber) -> &mut Room {
        let now_ms = self.now_ms;
        self.rooms.entry(session).or_insert_with(|| Room::new(now_ms))
    }

    /// Takes a room away in which nobody has been, and nothing waits for anybody any more.
    pub(super) fn close_unused_room(&mut self, session: SessionNumber) {
        let is_unused = |room: &Room| !room.is_alive() && room.archives.is_empty() && room.broadcasts.is_empty();
        if self.room(session).is_some_and(is_unused) {
            self.rooms.remove(&session);
        }
    }

    /// The sessions of an owner's that are alive, in the order of their creation.
    pub(crate) fn alive_sessions(&self, owner: OwnerId) -> Vec<SessionNumber> {
        let own = |number: &SessionNumber| self.sessions.get(*number).owner == owner;
        let alive = self.rooms.iter().filter(|(_, room)| room.is_alive());
        let mut alive: Vec<_> = alive.map(|(number, _)| *number).filter(own).collect();
        alive.sort_unstable();
        alive
    }

    /// Whether anybody is connected.
    pub(crate) fn is_occupied(&self, session: SessionNumber) -> bool {
        self.room(session).is_some_and(|room| !room.connections.is_empty())
    }

    fn end_participant(&mut self, kind: ConnectionKind) {
        match kind {
            ConnectionKind::Client => {}
            ConnectionKind::Call(row) => self.call_ended(row, 700, "Normal Clearing"),
            ConnectionKind::Connector(row) => self.connector_ended(row),
            ConnectionKind::Render(row) => self.render_ended(row, "Stop Requested"),
        }
    }

    fn stream_event(&self, session: SessionNumber, event: &str, stream: &Stream) -> Value {
        let mut fields = self.session_event(session, event);
        let connection = self.room(session).and_then(|room| room.connection(stream.connection));
        fields["stream"] = json!({
            "id": stream.id.to_string(),
            "connection": connection.map(describe_connection),
            "createdAt": stream.created_ms,
            "name": stream.name,
        });
        if let Some(video_type) = stream.video_type {
            fields["stream"]["videoType"] = video_type.as_str().into();
        }
        fields
    }

    fn tell_session(&mut self, session: SessionNumber, event: &str, payload: &Value) {
        let owner = self.sessions.get(session).owner;
        self.tell(WebhookKind::Session, owner, event, payload);
    }
}

fn describe_connection(connection: &Connection) -> Value {
    json!({"id": connection.id.to_string(), "createdAt": connection.created_ms, "data": connection.data})
}
