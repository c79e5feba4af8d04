use http_endpoint::Base;

use super::Environment;
use crate::{CallInfo, Scope, Site};

/// One end of the move: where it is, and who asks there.
#[derive(Debug)]
pub(super) struct Side {
    pub(super) environment: Environment,
    owner: Option<Box<str>>,
    /// An address set by hand.
    base: Option<Base>,
}

impl Side {
    pub(super) fn new(environment: Environment, owner: Option<&str>, base: Option<&Base>) -> Self {
        Self {
            environment,
            owner: owner.map(Into::into),
            base: base.cloned(),
        }
    }

    /// The API key or the application's id.
    pub(super) fn owner(&self) -> Option<&str> {
        self.owner.as_deref()
    }

    /// The same, or a name in braces that stands for it.
    pub(super) fn owner_or_name(&self) -> &str {
        let name = match self.environment {
            Environment::OpenTok => "{api_key}",
            Environment::Unified => "{application_id}",
        };
        self.owner().unwrap_or(name)
    }

    /// Whether its address was set by hand.
    pub(super) const fn is_elsewhere(&self) -> bool {
        self.base.is_some()
    }

    /// Where the service is.
    pub(super) fn service(&self) -> &str {
        match (&self.base, self.environment) {
            (Some(base), _) => base.as_str(),
            (None, Environment::OpenTok) => Site::OPENTOK,
            (None, Environment::Unified) => Site::UNIFIED,
        }
    }

    /// The call as it goes out here, other ids in braces.
    pub(super) fn request_line(&self, call: &CallInfo) -> String {
        let base = match (call.scope, self.environment) {
            (Scope::Insights, Environment::OpenTok) if !self.is_elsewhere() => Site::INSIGHTS,
            _ => self.service(),
        };
        let path = match call.scope {
            // The project that is asked about, not the one that asks.
            Scope::Account => call.path.into(),
            _ => call.path.replace("{project}", self.owner_or_name()),
        };
        format!("{} {base}{path}", call.method)
    }

    /// Whose sessions these are, for people.
    pub(super) fn called(&self) -> String {
        let kind = match self.environment {
            Environment::OpenTok => "project",
            Environment::Unified => "application",
        };
        match self.owner() {
            Some(owner) => format!("{kind} {owner}"),
            None => format!("the {kind}"),
        }
    }
}
