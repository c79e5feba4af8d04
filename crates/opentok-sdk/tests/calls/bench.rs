//! A sandbox, objects that speak to it, and the list of what they asked for.

use alloc::collections::BTreeSet;

use opentok_sandbox::{Client, Clock, Options, Publication, Sandbox, SandboxTransport};
use opentok_sdk::{
    OpenTok, blocking,
    rest::{self, CALLS, CallInfo, Credentials, Environments, Scope},
    token::SessionId,
};
use serde_json::Value;

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Environment {
    OpenTok,
    Unified,
}

pub(crate) struct Cloud {
    pub(crate) sandbox: Sandbox,
    pub(crate) environment: Environment,
}

impl Cloud {
    pub(crate) fn new(environment: Environment) -> Self {
        Self {
            sandbox: Sandbox::new(Options::new().seed(11).clock(Clock::system())),
            environment,
        }
    }

    pub(crate) fn awaited(&self) -> OpenTok<SandboxTransport> {
        OpenTok::new(self.sandbox.transport(), self.credentials())
    }

    pub(crate) fn waiting(&self) -> blocking::OpenTok<SandboxTransport> {
        blocking::OpenTok::new(self.sandbox.transport(), self.credentials())
    }

    fn credentials(&self) -> Credentials {
        let keys = self.sandbox.credentials();
        match self.environment {
            Environment::OpenTok => rest::OpenTok::new(keys.api_key.parse().unwrap(), &keys.api_secret).into(),
            Environment::Unified => {
                let id = keys.application_id.parse().unwrap();
                rest::Vonage::from_pem(id, &keys.private_key).unwrap().into()
            }
        }
    }

    /// The key or the application's id.
    pub(crate) fn owner(&self) -> String {
        self.credentials().owner().unwrap().to_owned()
    }

    /// Somebody joins. The connection's id.
    pub(crate) fn join(&self, session: &SessionId, name: &str) -> String {
        self.sandbox.connect(session.as_str(), Client::with_data(name)).unwrap()
    }

    /// Somebody joins and publishes. The stream's id.
    pub(crate) fn publish(&self, session: &SessionId) -> String {
        let publication = Publication::new().name("camera");
        self.sandbox.publish(session.as_str(), &publication).unwrap()
    }

    /// The whole state of a session.
    pub(crate) fn state(&self, session: &SessionId) -> Value {
        self.sandbox.session(session.as_str()).unwrap()
    }

    /// Fails if there is a call of this environment that was never answered with success.
    pub(crate) fn assert_covered(&self) {
        let answered: BTreeSet<_> = CALLS
            .iter()
            .filter(|call| self.log().any(|entry| is_made_by(&entry, call)))
            .map(|call| call.name)
            .collect();
        let missing: Vec<_> = CALLS
            .iter()
            .filter(|call| self.offers(call) && !answered.contains(call.name))
            .map(|call| call.name)
            .collect();
        assert!(missing.is_empty(), "no method makes {missing:?}");
    }

    /// Whether it is one that a project or an application makes here.
    fn offers(&self, call: &CallInfo) -> bool {
        let scopes = [Scope::Project, Scope::Service, Scope::Insights, Scope::LegacyToken];
        let is_offered = match self.environment {
            Environment::OpenTok => call.environments != Environments::Unified,
            Environment::Unified => matches!(call.environments, Environments::Both | Environments::Unified),
        };
        scopes.contains(&call.scope) && is_offered
    }

    fn log(&self) -> impl Iterator<Item = Value> {
        let log = self.sandbox.log_after(None);
        log.as_array().unwrap().clone().into_iter()
    }
}

/// Whether an entry of the log is a success of this call, by its method and its path.
fn is_made_by(entry: &Value, call: &CallInfo) -> bool {
    let path = entry["path"].as_str().unwrap_or_default();
    let path = path.split('?').next().unwrap_or_default();
    let (mut theirs, mut ours) = (path.split('/'), call.path.split('/'));
    let fits = loop {
        match (theirs.next(), ours.next()) {
            (None, None) => break true,
            (Some(segment), Some(name)) if segment == name || name.starts_with('{') => {}
            _ => break false,
        }
    };
    fits && entry["method"] == call.method.as_str() && entry["status"].as_u64().is_some_and(|status| status < 300)
}
