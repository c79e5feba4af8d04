use core::fmt;

use http::StatusCode;

/// What a refusal means, by the status table of the call. The status itself stays in the [`Refusal`](super::Refusal).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum RefusalKind {
    /// 400: an argument, or the combination of arguments, is not acceptable.
    Invalid,
    /// 401 or 403: the credentials are refused, or the project may not do this. There is a
    /// [`Diagnosis`](super::Diagnosis).
    Authentication,
    /// 404: there is no such session, archive, broadcast, stream or whatever the call is about. For streams also 408.
    NotFound,
    /// 404: nobody is connected to the session, or not this client.
    NotConnected,
    /// 405: streams can be added and removed only where the stream mode is manual.
    StreamMode,
    /// 409: the state of things does not allow it.
    Conflict,
    /// 409: it runs already.
    AlreadyRunning,
    /// 409, for broadcasts also 404: it does not run, or no longer.
    NotRunning,
    /// 409: it is not in a state in which it can be deleted.
    NotDeletable,
    /// 409: the session is relayed, and this needs a routed one.
    NotRouted,
    /// 413: what is sent is too long.
    TooLarge,
    /// 429: too many requests; [`Refusal::retry_after`](super::Refusal::retry_after) may say when to try again.
    RateLimited,
    /// 5xx: the service failed.
    Server,
    /// Any other status.
    Other,
}

impl RefusalKind {
    /// What a status means where the call says nothing else.
    pub const fn of(status: StatusCode) -> Self {
        match status.as_u16() {
            400 => Self::Invalid,
            401 | 403 => Self::Authentication,
            404 => Self::NotFound,
            409 => Self::Conflict,
            413 => Self::TooLarge,
            429 => Self::RateLimited,
            500..=599 => Self::Server,
            _ => Self::Other,
        }
    }

    /// What a status means to a call with this table.
    pub(crate) fn among(table: &[(u16, Self)], status: StatusCode) -> Self {
        let known = table.iter().find(|(known, _)| *known == status.as_u16());
        known.map_or_else(|| Self::of(status), |(_, kind)| *kind)
    }

    /// One word, for logs and programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::Authentication => "authentication",
            Self::NotFound => "not_found",
            Self::NotConnected => "not_connected",
            Self::StreamMode => "stream_mode",
            Self::Conflict => "conflict",
            Self::AlreadyRunning => "already_running",
            Self::NotRunning => "not_running",
            Self::NotDeletable => "not_deletable",
            Self::NotRouted => "not_routed",
            Self::TooLarge => "too_large",
            Self::RateLimited => "rate_limited",
            Self::Server => "server",
            Self::Other => "other",
        }
    }
}

/// For people, as a part of a sentence.
impl fmt::Display for RefusalKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Invalid => "an argument is not acceptable",
            Self::Authentication => "the credentials are refused",
            Self::NotFound => "there is no such thing",
            Self::NotConnected => "nobody is connected there",
            Self::StreamMode => "the stream mode is not manual",
            Self::Conflict => "the state of things does not allow it",
            Self::AlreadyRunning => "it runs already",
            Self::NotRunning => "it does not run",
            Self::NotDeletable => "it cannot be deleted in its state",
            Self::NotRouted => "the session is not routed",
            Self::TooLarge => "what was sent is too long",
            Self::RateLimited => "there were too many requests",
            Self::Server => "the service failed",
            Self::Other => "the status is not one that is documented",
        })
    }
}
