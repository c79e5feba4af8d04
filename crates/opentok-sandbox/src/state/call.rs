use super::{OwnerId, SessionNumber, Uuid};

/// A SIP call that takes part in a session.
#[derive(Debug)]
pub(crate) struct SipCall {
    pub(crate) id: Uuid,
    pub(crate) owner: OwnerId,
    pub(crate) session: SessionNumber,
    pub(crate) connection: Uuid,
    pub(crate) stream: Uuid,
    pub(crate) uri: Box<str>,
    pub(crate) state: CallState,
    pub(crate) observes_mute: bool,
    pub(crate) created_ms: u64,
    /// Every digit it was sent.
    pub(crate) digits: String,
}

/// How far a call has come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum CallState {
    Dialing,
    Ringing,
    Active,
    HungUp,
}

impl CallState {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Dialing => "DIALING",
            Self::Ringing => "RINGING",
            Self::Active => "ACTIVE",
            Self::HungUp => "HANGUP",
        }
    }
}

/// A WebSocket that hears a session: an Audio Connector.
#[derive(Debug)]
pub(crate) struct Connector {
    pub(crate) id: Uuid,
    pub(crate) owner: OwnerId,
    pub(crate) session: SessionNumber,
    pub(crate) connection: Uuid,
    pub(crate) uri: Box<str>,
    pub(crate) is_running: bool,
}
