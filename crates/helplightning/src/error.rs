use core::{error::Error, fmt, time::Duration};

use compact_jws::SignError;
use http::StatusCode;
use http_endpoint::{TransportError, TransportErrorKind};

use crate::{DecodeError, Detail};

/// What the service said instead of what was asked for.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum AnswerError {
    /// Any other status that is no success.
    Api {
        /// The status.
        status: StatusCode,
        /// What came with it.
        detail: Detail,
    },
    /// A success that cannot be read.
    Decode(DecodeError),
    /// 403: the token is good, but not for this.
    Forbidden(Detail),
    /// 404.
    NotFound(Detail),
    /// 429.
    RateLimited {
        /// How long the service asks to wait, where it says so in seconds.
        retry_after: Option<Duration>,
    },
    /// The token was good once: 400 with the code 1003, or 401 with a text that says so.
    TokenExpired(Detail),
    /// 401: the token, or the API key, is not one.
    Unauthorized(Detail),
}

/// Why a call came to nothing.
#[derive(Debug)]
#[non_exhaustive]
pub enum CallError {
    /// The service spoke.
    Answer(AnswerError),
    /// The partner's key did not sign.
    Sign(SignError),
    /// The service was not heard.
    Transport(TransportError),
}

impl CallError {
    /// Whether the time was over before the answer was there.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Transport(error) if error.kind() == TransportErrorKind::Timeout)
    }

    /// What the service said, if it said something.
    pub fn answer(&self) -> Option<&AnswerError> {
        match self {
            Self::Answer(error) => Some(error),
            _ => None,
        }
    }

    /// Whether the service calls the token expired.
    pub fn is_token_expired(&self) -> bool {
        matches!(self, Self::Answer(AnswerError::TokenExpired(_)))
    }
}

impl fmt::Display for AnswerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api { status, detail } => write!(f, "service answered {}{detail}", status.as_u16()),
            Self::Decode(_) => f.write_str("service's answer cannot be read"),
            Self::Forbidden(detail) => write!(f, "service forbids it{detail}"),
            Self::NotFound(detail) => write!(f, "service does not know it{detail}"),
            Self::RateLimited {
                retry_after: Some(time),
            } => {
                write!(f, "service limits the rate; it asks to wait {} s", time.as_secs())
            }
            Self::RateLimited { retry_after: None } => f.write_str("service limits the rate"),
            Self::TokenExpired(_) => f.write_str("token is expired"),
            Self::Unauthorized(detail) => write!(f, "service does not accept token or API key{detail}"),
        }
    }
}

impl Error for AnswerError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Decode(error) => Some(error),
            _ => None,
        }
    }
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Answer(_) => "service refused the call",
            Self::Sign(_) => "partner token cannot be signed",
            Self::Transport(_) => "service was not heard",
        })
    }
}

impl Error for CallError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Answer(error) => Some(error),
            Self::Sign(error) => Some(error),
            Self::Transport(error) => Some(error),
        }
    }
}

impl From<AnswerError> for CallError {
    fn from(error: AnswerError) -> Self {
        Self::Answer(error)
    }
}

impl From<SignError> for CallError {
    fn from(error: SignError) -> Self {
        Self::Sign(error)
    }
}

impl From<TransportError> for CallError {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}
