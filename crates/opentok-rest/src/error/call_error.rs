use core::{error::Error, fmt};

use http_endpoint::{BuildRequestError, TransportError};

use super::{AnswerError, ArgumentError, Refusal, RefusalKind};
use crate::AuthorizeError;

/// Why a call came to nothing, by how far it came.
#[derive(Debug)]
#[non_exhaustive]
pub enum CallError {
    /// An option is out of its limits, or does not fit another. Nothing was sent.
    Argument(ArgumentError),
    /// The parts do not make a request. Nothing was sent.
    Request(BuildRequestError),
    /// The credentials cannot speak for this call. Nothing was sent.
    Authorize(AuthorizeError),
    /// The service was not heard; the error says whether it may have acted.
    Transport(TransportError),
    /// The service spoke, and it was not what was hoped for.
    Answer(AnswerError),
}

impl CallError {
    /// Whether nobody on this side can say if the service acted.
    pub const fn outcome_is_unknown(&self) -> bool {
        match self {
            Self::Transport(error) => error.outcome_is_unknown(),
            _ => false,
        }
    }

    /// What the service said, if it refused.
    pub const fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Answer(error) => error.refusal(),
            _ => None,
        }
    }

    /// What the refusal means, if the service refused.
    pub const fn kind(&self) -> Option<RefusalKind> {
        match self.refusal() {
            Some(refusal) => Some(refusal.kind),
            None => None,
        }
    }
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Argument(_) => "an argument is out of its limits; nothing was sent",
            Self::Request(_) => "the arguments do not make a request; nothing was sent",
            Self::Authorize(_) => "the credentials cannot speak for this call; nothing was sent",
            Self::Transport(_) => "the service was not heard",
            Self::Answer(_) => "the service's answer is not the one hoped for",
        })
    }
}

impl Error for CallError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(match self {
            Self::Argument(error) => error,
            Self::Request(error) => error,
            Self::Authorize(error) => error,
            Self::Transport(error) => error,
            Self::Answer(error) => error,
        })
    }
}

impl From<ArgumentError> for CallError {
    fn from(error: ArgumentError) -> Self {
        Self::Argument(error)
    }
}

impl From<BuildRequestError> for CallError {
    fn from(error: BuildRequestError) -> Self {
        Self::Request(error)
    }
}

impl From<AuthorizeError> for CallError {
    fn from(error: AuthorizeError) -> Self {
        Self::Authorize(error)
    }
}

impl From<TransportError> for CallError {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

impl From<AnswerError> for CallError {
    fn from(error: AnswerError) -> Self {
        Self::Answer(error)
    }
}
