use core::{error, fmt};

use opentok_rest::{CallError, Dialect, Refusal, RefusalKind};
use opentok_token::MintError;

use crate::ReadEnvironmentError;

/// Why [`OpenTok`](crate::OpenTok) did not do what it was asked for. The cause is the error of the part that failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A call came to nothing.
    Call(CallError),
    /// A token was not made: the grant is over a limit or of another project, the key or the random source failed.
    Token(MintError),
    /// These credentials sign no client tokens: an account's, and those of 2011 to 2014.
    NoTokens {
        /// Their kind.
        dialect: Dialect,
    },
    /// The environment holds no credentials, or none that can be used.
    Environment(ReadEnvironmentError),
    /// The HTTP client could not be made.
    #[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
    Transport(http_endpoint::net::BuildTransportError),
}

impl Error {
    /// What the service said, if it refused.
    pub const fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Call(error) => error.refusal(),
            _ => None,
        }
    }

    /// What the refusal means, if the service refused.
    pub const fn kind(&self) -> Option<RefusalKind> {
        match self {
            Self::Call(error) => error.kind(),
            _ => None,
        }
    }

    /// Whether nobody on this side can say if the service acted.
    pub const fn outcome_is_unknown(&self) -> bool {
        match self {
            Self::Call(error) => error.outcome_is_unknown(),
            _ => false,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(_) => f.write_str("the call came to nothing"),
            Self::Token(_) => f.write_str("there is no token"),
            Self::NoTokens { dialect } => write!(f, "credentials of this kind sign no client tokens: {dialect}"),
            Self::Environment(_) => f.write_str("there are no credentials"),
            #[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
            Self::Transport(_) => f.write_str("there is no HTTP client"),
        }
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Call(error) => Some(error),
            Self::Token(error) => Some(error),
            Self::NoTokens { .. } => None,
            Self::Environment(error) => Some(error),
            #[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
            Self::Transport(error) => Some(error),
        }
    }
}

impl From<CallError> for Error {
    fn from(error: CallError) -> Self {
        Self::Call(error)
    }
}

impl From<MintError> for Error {
    fn from(error: MintError) -> Self {
        Self::Token(error)
    }
}

impl From<ReadEnvironmentError> for Error {
    fn from(error: ReadEnvironmentError) -> Self {
        Self::Environment(error)
    }
}

#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
impl From<http_endpoint::net::BuildTransportError> for Error {
    fn from(error: http_endpoint::net::BuildTransportError) -> Self {
        Self::Transport(error)
    }
}
