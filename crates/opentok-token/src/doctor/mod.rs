//! What is wrong with a token, in plain sentences, and how to mend it.
//!
//! A verifier stops at the first fault and says no more than it must. The doctor goes on, guesses at what was
//! meant, and names every fault it finds. Its findings are for people: a token without any is very likely
//! sound, but only a [`Verifier`](crate::Verifier) may open a door.
//!
//! ```
//! use opentok_token::doctor::{Case, Use};
//! use opentok_token::{ApiSecret, UnixSeconds};
//!
//! let token = "T1==cGFydG5lcl9pZD0xMjM0NTYmc2lnPXg6cm9sZT1ob3N0";
//! let findings = Case::new(token)
//!     .project("123456".parse()?, ApiSecret::new("1234567890abcdef1234567890abcdef12345678"))
//!     .at(UnixSeconds::now())
//!     .used_for(Use::Client)
//!     .examine();
//! assert!(findings.iter().any(|finding| finding.code() == "unknown_role"));
//! # Ok::<(), opentok_token::ParseApiKeyError>(())
//! ```

use alloc::vec::Vec;

use compact_jws::VerifyingKey;

use crate::api_key::{ApiKey, ApplicationId};
use crate::secret::ApiSecret;
use crate::time::UnixSeconds;

mod examiner;
mod finding;
mod jwt;
mod outside;
mod sentence;
mod t1;

pub use finding::{Fault, Finding, Severity};

/// What a token is meant for.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Use {
    /// To let a client into a session. The default.
    #[default]
    Client,
    /// To make REST calls.
    Rest,
}

/// A token and what is known about it. The more is known, the more is found.
#[derive(Clone)]
#[must_use = "a case has to be examined"]
pub struct Case<'a> {
    token: &'a str,
    used_for: Use,
    now: Option<UnixSeconds>,
    leeway: u64,
    project: Option<(ApiKey, ApiSecret<'a>)>,
    application: Option<(ApplicationId, &'a dyn VerifyingKey)>,
    other_secrets: Vec<ApiSecret<'a>>,
}

impl<'a> Case<'a> {
    /// A token about which nothing is known.
    pub const fn new(token: &'a str) -> Self {
        Self {
            token,
            used_for: Use::Client,
            now: None,
            leeway: 0,
            project: None,
            application: None,
            other_secrets: Vec::new(),
        }
    }

    /// Says what the token is meant for.
    pub const fn used_for(mut self, used_for: Use) -> Self {
        self.used_for = used_for;
        self
    }

    /// Judges times as of this moment. Without it they are only compared with each other.
    pub const fn at(mut self, now: UnixSeconds) -> Self {
        self.now = Some(now);
        self
    }

    /// How many seconds clocks may differ.
    pub const fn leeway(mut self, seconds: u64) -> Self {
        self.leeway = seconds;
        self
    }

    /// The project that should have signed the token. Without it signatures are not checked.
    pub const fn project(mut self, key: ApiKey, secret: ApiSecret<'a>) -> Self {
        self.project = Some((key, secret));
        self
    }

    /// The application that should have signed the token, and its public key.
    pub const fn application(mut self, id: ApplicationId, key: &'a dyn VerifyingKey) -> Self {
        self.application = Some((id, key));
        self
    }

    /// Another secret at hand, tried if the project's own does not fit. Repeatable.
    pub fn other_secret(mut self, secret: ApiSecret<'a>) -> Self {
        self.other_secrets.push(secret);
        self
    }

    /// Looks at the token and tells everything that is wrong with it. Nothing found, nothing told.
    pub fn examine(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let body = outside::unwrap(self.token, &mut findings);
        match body {
            outside::Body::T1(encoded) => t1::examine(self, &encoded, &mut findings),
            outside::Body::Jwt(token) => jwt::examine(self, &token, &mut findings),
            outside::Body::Unknown => {}
        }
        findings
    }
}

impl core::fmt::Debug for Case<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Case")
            .field("used_for", &self.used_for)
            .finish_non_exhaustive()
    }
}
