use core::fmt;

use crate::limits::{MAX_CONNECTION_DATA, MAX_LAYOUT_CLASSES};
use crate::parse_error::ParseT1Error;
use crate::session_id::SessionIdError;

/// Why a token is not to be believed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum VerifyError {
    /// A JWT's `aud` is not the expected one.
    Audience,
    /// A claim has a value of the wrong type, or one that is not allowed.
    BadClaim {
        /// The claim.
        name: &'static str,
    },
    /// The connection data is over [`MAX_CONNECTION_DATA`].
    DataTooLong {
        /// Its length in characters.
        chars: usize,
    },
    /// It ended some time ago.
    Expired {
        /// Seconds since the end, leeway not counted.
        seconds: u64,
    },
    /// It names another issuer than the key is of.
    Issuer,
    /// It is no sound JWS, or not signed with the key.
    #[cfg(feature = "jwt")]
    Jws(compact_jws::VerifyError),
    /// The layout classes are over [`MAX_LAYOUT_CLASSES`].
    LayoutClassesTooLong {
        /// Their length in characters.
        chars: usize,
    },
    /// The JWT is for another level: `ist` says account where a project is asked for, or the reverse.
    Level,
    /// It lives longer than allowed.
    LifetimeTooLong {
        /// Its lifetime in seconds.
        seconds: u64,
        /// The limit in seconds.
        limit: u64,
    },
    /// A required claim is not there.
    MissingClaim {
        /// The claim.
        name: &'static str,
    },
    /// It ends before it begins.
    NeverValid,
    /// It begins in the future.
    NotYetValid {
        /// Seconds until it begins, leeway not counted.
        seconds: u64,
    },
    /// It is no T1 token: malformed before the signature could be looked at, or rightly signed nonsense.
    Parse(ParseT1Error),
    /// The replay guard has seen it before.
    Replayed,
    /// Its role is another than the one required.
    Role,
    /// Its scope is not that of the use it is offered for: a client token for REST, or the reverse.
    Scope,
    /// The scratch buffer is too short.
    ScratchTooSmall {
        /// Bytes that would do.
        needed: usize,
    },
    /// Its session id is malformed or belongs to another project.
    Session(SessionIdError),
    /// It is for another session of the same project.
    SessionMismatch,
    /// It has the shape of no token: neither `T1==` in front nor three segments.
    Shape,
    /// No known project signed it: the project is unknown, or the signature is wrong.
    Signature,
    /// A JWT's `sub` is not the expected one.
    Subject,
}

impl VerifyError {
    /// The error as one word for machines.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Audience => "audience_mismatch",
            Self::BadClaim { name } => match name.as_bytes() {
                b"role" => "unknown_role",
                b"exp" => "bad_exp_type",
                _ => "bad_claim_type",
            },
            Self::DataTooLong { .. } => "connection_data_too_long",
            Self::Expired { .. } | Self::NeverValid => "expired",
            Self::Issuer => "issuer_mismatch",
            #[cfg(feature = "jwt")]
            Self::Jws(error) => crate::jwt::error_code(error),
            Self::LayoutClassesTooLong { .. } => "layout_class_list_too_long",
            Self::Level => "ist_mismatch",
            Self::LifetimeTooLong { .. } => "expire_too_far",
            Self::MissingClaim { .. } => "missing_claim",
            Self::NotYetValid { .. } => "not_yet_valid",
            Self::Parse(error) => error.code(),
            Self::Replayed => "replayed",
            Self::Role => "role_mismatch",
            Self::Scope => "scope_mismatch",
            Self::ScratchTooSmall { .. } => "scratch_too_small",
            Self::Session(SessionIdError::OtherProject) => "session_not_of_partner",
            Self::Session(_) => "session_malformed",
            Self::SessionMismatch => "session_mismatch",
            Self::Shape => "bad_prefix",
            Self::Signature => "bad_signature",
            Self::Subject => "subject_mismatch",
        }
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Audience => f.write_str("token is for another audience"),
            Self::BadClaim { name } => write!(f, "claim {name} has no legal value"),
            Self::DataTooLong { chars } => {
                write!(
                    f,
                    "connection data is {chars} characters; the limit is {MAX_CONNECTION_DATA}"
                )
            }
            Self::Expired { seconds } => write!(f, "token ended {seconds} s ago"),
            Self::Issuer => f.write_str("token names another issuer than the key's owner"),
            #[cfg(feature = "jwt")]
            Self::Jws(_) => f.write_str("token is no JWT signed with this key"),
            Self::LayoutClassesTooLong { chars } => {
                write!(
                    f,
                    "layout classes are {chars} characters; the limit is {MAX_LAYOUT_CLASSES}"
                )
            }
            Self::Level => f.write_str("token is for another level (project or account)"),
            Self::LifetimeTooLong { seconds, limit } => {
                write!(f, "token lives {seconds} s; the limit is {limit} s")
            }
            Self::MissingClaim { name } => write!(f, "claim {name} is missing"),
            Self::NeverValid => f.write_str("token ends before it begins"),
            Self::NotYetValid { seconds } => write!(f, "token begins in {seconds} s"),
            Self::Parse(_) => f.write_str("token is malformed"),
            Self::Replayed => f.write_str("token was used before"),
            Self::Role => f.write_str("token has another role than the one required"),
            Self::Scope => f.write_str("token is for another use"),
            Self::ScratchTooSmall { needed } => write!(f, "token needs {needed} bytes of scratch"),
            Self::Session(_) => f.write_str("token is for no session of this project"),
            Self::SessionMismatch => f.write_str("token is for another session"),
            Self::Shape => f.write_str("text has the shape of no token"),
            Self::Signature => f.write_str("no known project signed this token"),
            Self::Subject => f.write_str("token is about another subject"),
        }
    }
}

impl core::error::Error for VerifyError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            #[cfg(feature = "jwt")]
            Self::Jws(error) => Some(error),
            Self::Parse(error) => Some(error),
            Self::Session(error) => Some(error),
            _ => None,
        }
    }
}

impl From<ParseT1Error> for VerifyError {
    fn from(error: ParseT1Error) -> Self {
        match error {
            ParseT1Error::ScratchTooSmall { needed } => Self::ScratchTooSmall { needed },
            error => Self::Parse(error),
        }
    }
}

impl From<SessionIdError> for VerifyError {
    fn from(error: SessionIdError) -> Self {
        Self::Session(error)
    }
}
