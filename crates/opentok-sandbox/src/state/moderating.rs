use std::collections::HashSet;

use super::{SessionNumber, Signal, State, Uuid};

/// What servers and moderators do to clients.
impl State {
    /// Hands a signal to one connection, or to all.
    pub(crate) fn signal(&mut self, session: SessionNumber, to: Option<Uuid>, signal: &Signal) {
        if let Some(room) = self.rooms.get_mut(&session) {
            room.deliver(to, signal);
        }
    }

    /// Mutes one stream. False if it is not there.
    pub(crate) fn mute_stream(&mut self, session: SessionNumber, stream: Uuid) -> bool {
        let Some(room) = self.rooms.get_mut(&session) else {
            return false;
        };
        let Some(muted) = room.stream_mut(stream) else {
            return false;
        };
        muted.is_muted = true;
        let connection = muted.connection;
        if let Some(call) = room.connection(connection).and_then(|from| from.kind.call()) {
            self.call_muted(call);
        }
        true
    }

    /// Mutes every stream but `excluded`, and whatever is published from now on.
    pub(crate) fn mute_all(&mut self, session: SessionNumber, excluded: &HashSet<Uuid>) {
        let Some(room) = self.rooms.get_mut(&session) else {
            return;
        };
        room.is_muted = true;
        let mut muted = HashSet::new();
        for stream in room.streams.iter_mut().filter(|stream| !excluded.contains(&stream.id)) {
            stream.is_muted = true;
            muted.insert(stream.connection);
        }
        let from = room.connections.iter().filter(|from| muted.contains(&from.id));
        let calls: Vec<_> = from.filter_map(|from| from.kind.call()).collect();
        calls.into_iter().for_each(|call| self.call_muted(call));
    }

    /// Lets streams begin unmuted again. Nobody is unmuted.
    pub(crate) fn end_mute(&mut self, session: SessionNumber) {
        if let Some(room) = self.rooms.get_mut(&session) {
            room.is_muted = false;
        }
    }

    /// Gives a stream other layout classes than it had.
    pub(crate) fn set_classes(&mut self, session: SessionNumber, stream: Uuid, classes: &[Box<str>]) {
        let room = self.rooms.get_mut(&session);
        if let Some(stream) = room.and_then(|room| room.stream_mut(stream)) {
            stream.classes = classes.to_vec();
        }
    }
}
