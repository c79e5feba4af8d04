use super::{Layout, Mix, OwnerId, Resolution, SessionNumber, Uuid};

/// A live broadcast.
#[derive(Debug)]
pub(crate) struct Broadcast {
    pub(crate) id: Uuid,
    pub(crate) owner: OwnerId,
    pub(crate) session: SessionNumber,
    pub(crate) settings: BroadcastSettings,
    pub(crate) mix: Mix,
    pub(crate) is_running: bool,
    pub(crate) hls_status: &'static str,
    pub(crate) rtmp_status: &'static str,
    pub(crate) created_ms: u64,
    pub(crate) updated_ms: u64,
}

/// What a broadcast is started with.
#[derive(Clone, Debug, Default)]
pub(crate) struct BroadcastSettings {
    pub(crate) hls: Option<Hls>,
    pub(crate) rtmp: Vec<Rtmp>,
    pub(crate) layout: Layout,
    /// In seconds.
    pub(crate) max_duration_s: u64,
    pub(crate) max_bitrate: Option<u64>,
    pub(crate) resolution: Resolution,
    pub(crate) lacks_audio: bool,
    pub(crate) lacks_video: bool,
    pub(crate) tag: Option<Box<str>>,
}

/// A broadcast for players in browsers.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Hls {
    pub(crate) dvr: bool,
    pub(crate) low_latency: bool,
}

/// A broadcast to another service.
#[derive(Clone, Debug)]
pub(crate) struct Rtmp {
    pub(crate) id: Box<str>,
    pub(crate) server_url: Box<str>,
    pub(crate) stream_name: Box<str>,
}
