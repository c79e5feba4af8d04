use core::{error::Error, fmt};

use http::StatusCode;

use super::{ReadAnswerError, Refusal};

/// How an answer can disappoint.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum AnswerError {
    /// The service refused.
    Refused(Box<Refusal>),
    /// The service did what was asked, and what it says about that cannot be read.
    Unreadable(Box<UnreadableAnswer>),
}

/// A happy status, and a body that makes no sense. The service has acted.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct UnreadableAnswer {
    /// The status.
    pub status: StatusCode,
    /// The name under which the service keeps its own record of the exchange.
    pub trace_id: Option<Box<str>>,
    /// What is wrong with the body.
    pub error: ReadAnswerError,
}

impl AnswerError {
    /// What the service said, if it refused.
    pub const fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::Unreadable(_) => None,
        }
    }

    /// The status of the answer.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::Refused(refusal) => refusal.status,
            Self::Unreadable(answer) => answer.status,
        }
    }

    /// The name under which the service keeps its own record of the exchange.
    pub fn trace_id(&self) -> Option<&str> {
        match self {
            Self::Refused(refusal) => refusal.trace_id.as_deref(),
            Self::Unreadable(answer) => answer.trace_id.as_deref(),
        }
    }
}

impl fmt::Display for AnswerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Unreadable(answer) => write!(
                f,
                "the body of an answer with {} cannot be read",
                answer.status.as_u16()
            ),
        }
    }
}

impl Error for AnswerError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Refused(_) => None,
            Self::Unreadable(answer) => Some(&answer.error),
        }
    }
}
