use core::{error::Error, fmt};

use http::StatusCode;

use super::MAX_BODY;

/// Why bytes are no event. It does not show them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ParseEventError {
    /// Not JSON, from here on.
    Json {
        /// The line, from 1.
        line: usize,
        /// The column, from 1; 0 before the first.
        column: usize,
    },
    /// JSON, but not an object, or an object with the same name twice.
    Object,
    /// Longer than [`MAX_BODY`].
    TooLarge {
        /// Its length, in bytes, as far as it is known.
        len: usize,
    },
}

/// Why a callback is not believed. It shows nothing of the token and nothing of the body.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum VerifyCallbackError {
    /// No `Authorization` header, or more than one.
    Missing,
    /// A header that is not `Bearer` and a token of the right form.
    Malformed,
    /// Signed by another algorithm than HS256, or not at all.
    Algorithm,
    /// Signed with none of the secrets.
    Signature,
    /// Signed, but its claims are not of their types, or one that is needed is missing.
    Claim {
        /// Which one.
        name: &'static str,
    },
    /// Signed for another body.
    PayloadHash,
    /// Signed too long ago, or no longer good.
    TooOld {
        /// By how many seconds past the limit.
        seconds: u64,
    },
    /// Signed in the future, or not good yet: one of the clocks is wrong.
    TooEarly {
        /// By how many seconds past the limit.
        seconds: u64,
    },
    /// Signed for another project or application.
    Owner,
}

/// Why a request is no callback to act on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ReceiveError {
    /// The body did not arrive whole.
    Body,
    /// Not `POST`.
    Method,
    /// Not read.
    Parse(ParseEventError),
    /// Been here before, says the guard.
    Replayed,
    /// Not believed.
    Verify(VerifyCallbackError),
}

impl ReceiveError {
    /// What to answer. 200 for what has been here before: the service need not send it again.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::Body | Self::Parse(ParseEventError::Json { .. } | ParseEventError::Object) => StatusCode::BAD_REQUEST,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Parse(ParseEventError::TooLarge { .. }) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Replayed => StatusCode::OK,
            Self::Verify(_) => StatusCode::UNAUTHORIZED,
        }
    }
}

impl fmt::Display for ParseEventError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json { line, column } => write!(f, "callback is not JSON at line {line}, column {column}"),
            Self::Object => f.write_str("callback is not one JSON object"),
            Self::TooLarge { len } => write!(f, "callback is {len} bytes; the limit is {MAX_BODY}"),
        }
    }
}

impl fmt::Display for VerifyCallbackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("callback has no token"),
            Self::Malformed => f.write_str("callback's token is none"),
            Self::Algorithm => f.write_str("callback's token is not signed with HS256"),
            Self::Signature => f.write_str("callback's token is signed with another secret"),
            Self::Claim { name } => write!(f, "callback's token has no usable claim `{name}`"),
            Self::PayloadHash => f.write_str("callback's token is signed for another body"),
            Self::TooOld { seconds } => write!(f, "callback's token is {seconds} s too old"),
            Self::TooEarly { seconds } => write!(f, "callback's token is {seconds} s too early"),
            Self::Owner => f.write_str("callback's token is another project's"),
        }
    }
}

impl fmt::Display for ReceiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Body => "callback's body did not arrive whole",
            Self::Method => "callback is not a `POST`",
            Self::Parse(_) => "callback cannot be read",
            Self::Replayed => "callback has been here before",
            Self::Verify(_) => "callback is not believed",
        })
    }
}

impl Error for ParseEventError {}

impl Error for VerifyCallbackError {}

impl Error for ReceiveError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Parse(error) => Some(error),
            Self::Verify(error) => Some(error),
            Self::Body | Self::Method | Self::Replayed => None,
        }
    }
}

impl From<ParseEventError> for ReceiveError {
    fn from(error: ParseEventError) -> Self {
        Self::Parse(error)
    }
}

impl From<VerifyCallbackError> for ReceiveError {
    fn from(error: VerifyCallbackError) -> Self {
        Self::Verify(error)
    }
}
