use core::{error::Error, fmt};

use crate::{BuildRequestError, Safety};

/// Why there is no answer, or not all of it.
///
/// An answer with an unhappy status is no such error. No message shows a header, a body or a URL; of what lies in
/// [`source`](Error::source) the adapters take URLs away.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// When in the exchange it failed, which is what decides whether a repeat is safe.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: the service saw nothing. Any request may be repeated.
    Connect,
    /// No connection that can be trusted: the service saw nothing, and a repeat would end the same.
    Tls,
    /// The request cannot be sent as it is, and was not.
    Request,
    /// The connection was lost, or what came over it is not HTTP. The service may have acted.
    Interrupted,
    /// No answer, or no end of it, in time. The service may have acted.
    Timeout,
    /// The answer is longer than the caller or the transport allows. The service has acted.
    TooLarge,
}

impl TransportError {
    /// An error without a cause that is worth telling.
    pub const fn new(kind: TransportErrorKind) -> Self {
        Self { kind, source: None }
    }

    /// An error and what lies beneath it.
    ///
    /// The cause will be shown in logs: it must hold no secret.
    pub fn with_source(kind: TransportErrorKind, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            kind,
            source: Some(source.into()),
        }
    }

    /// When it failed.
    pub const fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the same request may be sent again, and might then fare better.
    pub const fn is_safe_to_repeat(&self, safety: Safety) -> bool {
        match self.kind {
            TransportErrorKind::Connect => true,
            TransportErrorKind::Interrupted | TransportErrorKind::Timeout => !matches!(safety, Safety::Once),
            TransportErrorKind::Tls | TransportErrorKind::Request | TransportErrorKind::TooLarge => false,
        }
    }

    /// Whether nobody on this side can say if the service acted.
    pub const fn outcome_is_unknown(&self) -> bool {
        matches!(self.kind, TransportErrorKind::Interrupted | TransportErrorKind::Timeout)
    }
}

impl TransportErrorKind {
    /// One word, for logs and counters: `connect`, `tls`, `request`, `interrupted`, `timeout` or `too_large`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Tls => "tls",
            Self::Request => "request",
            Self::Interrupted => "interrupted",
            Self::Timeout => "timeout",
            Self::TooLarge => "too_large",
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

impl From<TransportErrorKind> for TransportError {
    fn from(kind: TransportErrorKind) -> Self {
        Self::new(kind)
    }
}

impl From<BuildRequestError> for TransportError {
    fn from(error: BuildRequestError) -> Self {
        Self::with_source(TransportErrorKind::Request, error)
    }
}

impl fmt::Display for TransportErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connect => "no connection to the service; nothing was sent",
            Self::Tls => "no trusted connection to the service; nothing was sent",
            Self::Request => "request cannot be sent",
            Self::Interrupted => "connection was lost during the exchange; its outcome is unknown",
            Self::Timeout => "no complete answer in time; the outcome is unknown",
            Self::TooLarge => "answer is too large",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_failed_connection_lets_a_once_call_be_repeated() {
        for (kind, safe, idempotent, once) in [
            (TransportErrorKind::Connect, true, true, true),
            (TransportErrorKind::Tls, false, false, false),
            (TransportErrorKind::Request, false, false, false),
            (TransportErrorKind::Interrupted, true, true, false),
            (TransportErrorKind::Timeout, true, true, false),
            (TransportErrorKind::TooLarge, false, false, false),
        ] {
            let error = TransportError::new(kind);
            let repeats = [Safety::Safe, Safety::Idempotent, Safety::Once].map(|class| error.is_safe_to_repeat(class));
            assert_eq!(repeats, [safe, idempotent, once], "{kind:?}");
        }
    }
}
