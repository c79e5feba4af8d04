use super::{Broadcast, BroadcastSettings, Due, Mix, Row, SessionNumber, State, Stream, StreamMode, Uuid, WebhookKind};
use crate::describe;

/// How long other services take to answer, in milliseconds.
const CONNECTS_MS: u64 = 3_000;
/// How long it takes until the playlist can be played, in milliseconds.
pub(crate) const PLAYABLE_MS: u64 = 15_000;

/// Broadcasts.
impl State {
    /// Starts a broadcast. The caller has made sure that it may.
    pub(crate) fn start_broadcast(
        &mut self,
        session: SessionNumber,
        mode: StreamMode,
        settings: BroadcastSettings,
    ) -> Row {
        let (now_ms, owner) = (self.now_ms, self.sessions.get(session).owner);
        let ends_ms = now_ms + settings.max_duration_s * 1_000;
        let row = self.broadcasts.add(Broadcast {
            id: self.chance.uuid(),
            owner,
            session,
            settings,
            mix: Mix::composed(mode),
            is_running: true,
            hls_status: "connecting",
            rtmp_status: "connecting",
            created_ms: now_ms,
            updated_ms: now_ms,
        });
        let room = self.room_for(session);
        room.broadcasts.push(row);
        let streams = room.streams.clone();
        if mode == StreamMode::Auto {
            streams
                .iter()
                .for_each(|stream| self.broadcast_takes(row, stream, (true, true)));
        }
        self.timers.add(now_ms + CONNECTS_MS, Due::BroadcastConnects(row));
        self.timers.add(now_ms + PLAYABLE_MS, Due::BroadcastLive(row));
        self.timers.add(ends_ms, Due::BroadcastEnds(row));
        self.tell_broadcast(row);
        row
    }

    /// Stops a broadcast, if it is running. It is not listed any more.
    pub(crate) fn stop_broadcast(&mut self, row: Row) {
        let now_ms = self.now_ms;
        let Some(broadcast) = self.broadcasts.get_mut(row).filter(|broadcast| broadcast.is_running) else {
            return;
        };
        broadcast.is_running = false;
        broadcast.hls_status = "ended";
        broadcast.rtmp_status = "offline";
        broadcast.updated_ms = now_ms;
        broadcast.mix.members.clear();
        let session = broadcast.session;
        self.broadcasts.unlist(row);
        if let Some(room) = self.rooms.get_mut(&session) {
            room.broadcasts.retain(|running| *running != row);
        }
        self.close_unused_room(session);
        self.tell_broadcast(row);
    }

    pub(crate) fn broadcast_meets(&mut self, row: Row, stream: &Stream) {
        if self
            .broadcasts
            .get(row)
            .is_some_and(|broadcast| broadcast.mix.mode == StreamMode::Auto)
        {
            self.broadcast_takes(row, stream, (true, true));
        }
    }

    /// Takes a stream into a broadcast, or changes what of it.
    pub(crate) fn broadcast_takes(&mut self, row: Row, stream: &Stream, wants: (bool, bool)) {
        if let Some(broadcast) = self.broadcasts.get_mut(row) {
            let wants_audio = wants.0 && !broadcast.settings.lacks_audio;
            let wants_video = wants.1 && !broadcast.settings.lacks_video;
            broadcast.mix.put(stream, wants_audio, wants_video);
        }
    }

    pub(crate) fn broadcast_loses(&mut self, row: Row, stream: Uuid) {
        if let Some(broadcast) = self.broadcasts.get_mut(row) {
            broadcast.mix.remove(stream);
        }
    }

    /// The targets answer.
    pub(crate) fn broadcast_connects(&mut self, row: Row) {
        self.broadcast_goes_on(row, |broadcast| {
            broadcast.hls_status = "ready";
            broadcast.rtmp_status = "live";
        });
    }

    /// The playlist can be played.
    pub(crate) fn broadcast_live(&mut self, row: Row) {
        self.broadcast_goes_on(row, |broadcast| broadcast.hls_status = "live");
    }

    fn broadcast_goes_on(&mut self, row: Row, change: impl FnOnce(&mut Broadcast)) {
        let now_ms = self.now_ms;
        if let Some(broadcast) = self.broadcasts.get_mut(row).filter(|broadcast| broadcast.is_running) {
            change(broadcast);
            broadcast.updated_ms = now_ms;
            self.tell_broadcast(row);
        }
    }

    fn tell_broadcast(&mut self, row: Row) {
        if let Some(broadcast) = self.broadcasts.get(row) {
            let payload = describe::broadcast(self, broadcast, &self.options.public_url);
            let owner = broadcast.owner;
            self.tell(WebhookKind::Broadcast, owner, "broadcastStatus", &payload);
        }
    }
}
