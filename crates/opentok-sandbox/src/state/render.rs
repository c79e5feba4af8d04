use super::{Grant, OwnerId, Resolution, SessionNumber, Uuid};

/// A web page that takes part in a session as a stream: an Experience Composer.
#[derive(Debug)]
pub(crate) struct Render {
    pub(crate) id: Uuid,
    pub(crate) owner: OwnerId,
    pub(crate) session: SessionNumber,
    pub(crate) settings: RenderSettings,
    pub(crate) status: RenderStatus,
    pub(crate) reason: &'static str,
    pub(crate) created_ms: u64,
    pub(crate) updated_ms: u64,
    pub(crate) connection: Option<Uuid>,
    pub(crate) stream: Option<Uuid>,
}

/// What a render is started with.
#[derive(Clone, Debug)]
pub(crate) struct RenderSettings {
    pub(crate) url: Box<str>,
    pub(crate) grant: Grant,
    /// In seconds.
    pub(crate) max_duration_s: u64,
    pub(crate) resolution: Resolution,
    pub(crate) name: Option<Box<str>>,
    pub(crate) callback_url: Option<Box<str>>,
}

/// Where a render is in its life.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum RenderStatus {
    Starting,
    Started,
    Stopped,
    Failed,
}

impl RenderStatus {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Starting => "starting",
            Self::Started => "started",
            Self::Stopped => "stopped",
            Self::Failed => "failed",
        }
    }

    pub(crate) const fn is_running(self) -> bool {
        matches!(self, Self::Starting | Self::Started)
    }
}
