use super::{ConnectionKind, SessionNumber, State};

/// How much a project has used, in milliseconds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Usage {
    /// Of all streams together.
    pub(crate) published_ms: u64,
    /// Of all streams together, times the clients that could receive each.
    pub(crate) subscribed_ms: u64,
}

impl State {
    /// Brings the figures of a session's project up to now. To be called before who is there changes.
    pub(crate) fn count_usage(&mut self, session: SessionNumber) {
        let now_ms = self.now_ms;
        let Some(room) = self.rooms.get_mut(&session) else {
            return;
        };
        let elapsed_ms = now_ms.saturating_sub(room.counted_ms);
        room.counted_ms = now_ms;
        let streams = room.streams.len() as u64;
        let clients = room
            .connections
            .iter()
            .filter(|from| from.kind == ConnectionKind::Client);
        let others = (clients.count() as u64).saturating_sub(1);
        let owner = self.sessions.get(session).owner;
        let usage = &mut self.owners.get_mut(owner).usage;
        // A clock that is moved to the end of time in a full session leads past what 64 bits count.
        let published_ms = elapsed_ms.saturating_mul(streams);
        usage.published_ms = usage.published_ms.saturating_add(published_ms);
        usage.subscribed_ms = usage.subscribed_ms.saturating_add(published_ms.saturating_mul(others));
    }

    /// The figures of every session that is alive, up to now.
    pub(crate) fn count_all_usage(&mut self) {
        let alive: Vec<_> = self.rooms.keys().copied().collect();
        alive.into_iter().for_each(|session| self.count_usage(session));
    }
}
