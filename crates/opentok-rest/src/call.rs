use http::Method;
use http_endpoint::{Endpoint, Safety};

use crate::{AnswerError, ArgumentError, RefusalKind};

/// A call of the REST API: an [`Endpoint`] that also says what the documentation, the client and a reader of logs want to
/// know.
///
/// Implement it for calls that this crate does not have, and [`Client::call`](crate::Client::call) sends them too.
pub trait Call: Endpoint<Error = AnswerError> {
    /// What it is called in logs and traces: the type's name in lower case with underscores.
    const NAME: &'static str;
    /// Its method.
    const METHOD: Method;
    /// Its whole path, ids in braces.
    const PATH: &'static str;
    /// Which base and which credentials it needs.
    const SCOPE: Scope;
    /// What a repeat would do.
    const SAFETY: Safety;
    /// Where it is offered.
    const ENVIRONMENTS: Environments;
    /// What certain statuses mean here; the rest mean what [`RefusalKind::of`] says.
    const REFUSALS: &'static [(u16, RefusalKind)] = &[];

    /// Whether the options fit each other and the documented limits. The client asks before it sends.
    ///
    /// # Errors
    ///
    /// The first one that does not fit.
    fn check(&self) -> Result<(), ArgumentError> {
        Ok(())
    }
}

/// Which base a call's path begins at, and who may make it.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Scope {
    /// Below `/v2/project/{project}`, as the project or application.
    Project,
    /// At the root of the service, as the project or application.
    Service,
    /// At the root of the service, as the account.
    Account,
    /// At the root of Insights, as the project.
    Insights,
    /// At the root of the legacy API, with the project's key and secret in plain.
    LegacyPartner,
    /// At the root of the legacy API, with a moderator's client token.
    LegacyToken,
}

/// Where a call is offered.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Environments {
    /// OpenTok and Vonage unified.
    Both,
    /// OpenTok alone.
    OpenTok,
    /// Vonage unified, as far as is known.
    Unified,
    /// The API of 2011 to 2014, if it still answers.
    Legacy,
}

/// What [`Call`] says, as a value: a row of [`CALLS`](crate::CALLS).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CallInfo {
    /// [`Call::NAME`].
    pub name: &'static str,
    /// [`Call::METHOD`].
    pub method: Method,
    /// [`Call::PATH`].
    pub path: &'static str,
    /// [`Call::SCOPE`].
    pub scope: Scope,
    /// [`Call::SAFETY`].
    pub safety: Safety,
    /// [`Call::ENVIRONMENTS`].
    pub environments: Environments,
    /// [`Call::REFUSALS`].
    pub refusals: &'static [(u16, RefusalKind)],
}

impl CallInfo {
    /// What `C` says.
    pub const fn of<C: Call>() -> Self {
        Self {
            name: C::NAME,
            method: C::METHOD,
            path: C::PATH,
            scope: C::SCOPE,
            safety: C::SAFETY,
            environments: C::ENVIRONMENTS,
            refusals: C::REFUSALS,
        }
    }
}

impl Environments {
    /// As the table of calls says it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::OpenTok => "OpenTok",
            Self::Unified => "unified",
            Self::Legacy => "legacy",
        }
    }
}
