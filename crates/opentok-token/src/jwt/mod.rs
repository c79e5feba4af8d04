//! JSON web tokens: for clients, for REST calls, and for the unified environment.
//!
//! A project signs and verifies with [`Signer`](crate::Signer) and [`Verifier`](crate::Verifier), as for T1.
//! An application of the unified environment uses [`ApplicationSigner`] and [`ApplicationVerifier`] with any
//! RS256 key: one of `compact-jws` (feature `rs256`), or a caller's own.

use core::fmt;

mod application;
mod client;
pub mod help_lightning;
mod project;
mod read;
mod rest;
mod write;

pub use application::{ApplicationSigner, ApplicationVerifier};
pub(crate) use project::verify_client;
pub use rest::RestClaims;
#[cfg(feature = "alloc")]
pub use rest::RestClaimsBuf;

/// What a REST JWT speaks for (`ist`).
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "lowercase")
)]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
#[non_exhaustive]
pub enum Level {
    /// One project: sessions, archives and the like.
    #[default]
    Project,
    /// The whole account: making and deleting projects.
    Account,
}

impl Level {
    /// The level as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Account => "account",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A JWS error as one word for machines.
pub(crate) const fn error_code(error: &compact_jws::VerifyError) -> &'static str {
    use compact_jws::json::JsonErrorKind;
    use compact_jws::{ParseError, VerifyError};

    match error {
        VerifyError::Algorithm => "alg_not_allowed",
        VerifyError::Critical => "crit_not_understood",
        VerifyError::Signature => "bad_signature",
        VerifyError::Parse(ParseError::TooLong { .. }) => "too_large",
        VerifyError::Parse(ParseError::Payload(json)) if matches!(json.kind, JsonErrorKind::Duplicate) => {
            "duplicate_claim"
        }
        _ => "malformed",
    }
}
