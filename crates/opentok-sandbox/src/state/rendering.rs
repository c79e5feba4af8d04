use super::{
    ConnectionKind, Due, Leave, NewStream, Render, RenderSettings, RenderStatus, Room, Row, SessionNumber, State,
    VideoType, WebhookKind,
};
use crate::describe;

/// How long a page takes to load, in milliseconds.
const LOADS_MS: u64 = 2_000;

/// Experience Composers.
impl State {
    /// Starts a render. The caller has made sure that it may.
    pub(crate) fn start_render(&mut self, session: SessionNumber, settings: RenderSettings) -> Row {
        let (now_ms, owner) = (self.now_ms, self.sessions.get(session).owner);
        let ends_ms = now_ms + settings.max_duration_s * 1_000;
        let row = self.renders.add(Render {
            id: self.chance.uuid(),
            owner,
            session,
            settings,
            status: RenderStatus::Starting,
            reason: "",
            created_ms: now_ms,
            updated_ms: now_ms,
            connection: None,
            stream: None,
        });
        self.timers.add(now_ms + LOADS_MS, Due::RenderLoads(row));
        self.timers.add(ends_ms, Due::RenderEnds(row));
        row
    }

    /// The page is loaded and published, unless there can be no such page.
    pub(crate) fn render_loads(&mut self, row: Row) {
        let now_ms = self.now_ms;
        let starting = self
            .renders
            .get(row)
            .filter(|render| render.status == RenderStatus::Starting);
        let Some(render) = starting else {
            return;
        };
        let (session, grant) = (render.session, render.settings.grant.clone());
        let name = render.settings.name.clone().unwrap_or_default();
        if is_unreachable(&render.settings.url) {
            return self.end_render(row, RenderStatus::Failed, "Could not load URL");
        }
        // Others may have come since the start.
        if self.room(session).is_some_and(Room::is_full) {
            return self.end_render(row, RenderStatus::Failed, "Session is full");
        }
        let connection = self.connect(session, grant, ConnectionKind::Render(row));
        let stream = NewStream {
            name,
            video_type: VideoType::Custom,
            has_audio: true,
            has_video: true,
        };
        let stream = self.publish(session, connection, stream);
        if let Some(render) = self.renders.get_mut(row) {
            render.status = RenderStatus::Started;
            render.connection = Some(connection);
            render.stream = Some(stream);
            render.updated_ms = now_ms;
        }
        self.tell_render(row);
    }

    /// Ends a render, if it is running, and takes its stream away.
    pub(crate) fn stop_render(&mut self, row: Row, reason: &'static str) {
        let Some(render) = self.renders.get(row).filter(|render| render.status.is_running()) else {
            return;
        };
        let (session, connection) = (render.session, render.connection);
        self.end_render(row, RenderStatus::Stopped, reason);
        if let Some(connection) = connection {
            self.disconnect(session, connection, Leave::ClientDisconnected);
        }
    }

    /// A render's connection is gone.
    pub(crate) fn render_ended(&mut self, row: Row, reason: &'static str) {
        if self.renders.get(row).is_some_and(|render| render.status.is_running()) {
            self.end_render(row, RenderStatus::Stopped, reason);
        }
    }

    fn end_render(&mut self, row: Row, status: RenderStatus, reason: &'static str) {
        let now_ms = self.now_ms;
        if let Some(render) = self.renders.get_mut(row) {
            render.status = status;
            render.reason = reason;
            render.updated_ms = now_ms;
        }
        self.tell_render(row);
    }

    fn tell_render(&mut self, row: Row) {
        if let Some(render) = self.renders.get(row) {
            let (owner, payload) = (render.owner, describe::render(self, render));
            let url = render.settings.callback_url.clone();
            self.tell(WebhookKind::Render, owner, "renderStatus", &payload);
            self.tell_at(url.as_deref(), WebhookKind::Render, owner, "renderStatus", &payload);
        }
    }
}

/// Names below `.invalid` belong to nobody (RFC 6761), so a page there stands for one that cannot be loaded.
fn is_unreachable(url: &str) -> bool {
    let host = url
        .parse::<http::Uri>()
        .ok()
        .and_then(|uri| uri.host().map(str::to_ascii_lowercase));
    host.is_none_or(|host| host == "invalid" || host.ends_with(".invalid"))
}
