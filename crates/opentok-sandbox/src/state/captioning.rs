use super::{Captions, Due, Row, SessionNumber, State, WebhookKind};
use crate::describe;

/// Live captions.
impl State {
    /// Starts captions. The caller has made sure that it may.
    pub(crate) fn start_captions(
        &mut self,
        session: SessionNumber,
        language: &str,
        max_duration_s: u64,
        callback_url: Option<&str>,
    ) -> Row {
        let (now_ms, owner) = (self.now_ms, self.sessions.get(session).owner);
        let row = self.captions.add(Captions {
            id: self.chance.uuid(),
            owner,
            session,
            language: language.into(),
            callback_url: callback_url.map(Into::into),
            is_running: true,
            reason: "",
            created_ms: now_ms,
            updated_ms: now_ms,
        });
        if let Some(room) = self.rooms.get_mut(&session) {
            room.captions = Some(row);
        }
        self.timers.add(now_ms + max_duration_s * 1_000, Due::CaptionsEnd(row));
        self.tell_captions(row);
        row
    }

    /// Stops captions, if they are running.
    pub(crate) fn stop_captions(&mut self, row: Row, reason: &'static str) {
        let now_ms = self.now_ms;
        let Some(captions) = self.captions.get_mut(row).filter(|captions| captions.is_running) else {
            return;
        };
        captions.is_running = false;
        captions.reason = reason;
        captions.updated_ms = now_ms;
        let session = captions.session;
        if let Some(room) = self.rooms.get_mut(&session) {
            room.captions = None;
        }
        self.tell_captions(row);
    }

    fn tell_captions(&mut self, row: Row) {
        if let Some(captions) = self.captions.get(row) {
            let (owner, payload) = (captions.owner, describe::captions(self, captions));
            let url = captions.callback_url.clone();
            self.tell(WebhookKind::Captions, owner, "captionsStatus", &payload);
            self.tell_at(url.as_deref(), WebhookKind::Captions, owner, "captionsStatus", &payload);
        }
    }
}
