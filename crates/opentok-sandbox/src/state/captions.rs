use super::{OwnerId, SessionNumber, Uuid};

/// Live captions of a session.
#[derive(Debug)]
pub(crate) struct Captions {
    pub(crate) id: Uuid,
    pub(crate) owner: OwnerId,
    pub(crate) session: SessionNumber,
    pub(crate) language: Box<str>,
    pub(crate) callback_url: Option<Box<str>>,
    pub(crate) is_running: bool,
    pub(crate) reason: &'static str,
    pub(crate) created_ms: u64,
    pub(crate) updated_ms: u64,
}
