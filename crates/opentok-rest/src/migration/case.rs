use http_endpoint::Base;
use opentok_token::{
    ApiKey, ApplicationId, SessionId,
    limits::{MAX_APPLICATION_REST_LIFETIME, MAX_REST_LIFETIME, REST_LIFETIME},
};

use super::difference::{self, DIFFERENCES};
use super::side::Side;
use super::{CallName, Environment, Finding, Weight, call, session};

/// What is known of a server that is to move. Whatever is not said is taken to be as it usually is.
#[derive(Clone, Debug)]
#[must_use]
pub struct Case {
    to: Environment,
    project: Option<ApiKey>,
    application: Option<ApplicationId>,
    opentok_base: Option<Base>,
    unified_base: Option<Base>,
    calls: Vec<CallName>,
    sessions: Vec<SessionId>,
    client_tokens: ClientTokens,
    rest_lifetime: u64,
    webhooks: Webhooks,
}

/// The client tokens that a server of the OpenTok environment hands out. The unified one has a single kind.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum ClientTokens {
    /// `T1==…`, HMAC-SHA1.
    #[default]
    T1,
    /// JWTs, HS256.
    Jwt,
    /// None: others mint them.
    None,
}

/// How a server of the OpenTok environment receives callbacks. Those of the unified one are always signed.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Webhooks {
    /// Without a signature, as projects are unless they ask for more.
    #[default]
    Unsigned,
    /// Signed with the project's signature secret.
    Signed,
    /// Not at all.
    None,
}

impl Case {
    /// A server that moves there from the other environment: T1 tokens, REST tokens of 180 seconds, unsigned webhooks, any
    /// of the calls.
    pub const fn new(to: Environment) -> Self {
        Self {
            to,
            project: None,
            application: None,
            opentok_base: None,
            unified_base: None,
            calls: Vec::new(),
            sessions: Vec::new(),
            client_tokens: ClientTokens::T1,
            rest_lifetime: REST_LIFETIME,
            webhooks: Webhooks::Unsigned,
        }
    }

    /// Its project in the OpenTok environment.
    pub const fn project(mut self, key: ApiKey) -> Self {
        self.project = Some(key);
        self
    }

    /// Its application in the unified environment.
    pub const fn application(mut self, id: ApplicationId) -> Self {
        self.application = Some(id);
        self
    }

    /// Where it looks for the OpenTok environment, if that was set by hand.
    pub fn opentok_base(mut self, base: Base) -> Self {
        self.opentok_base = Some(base);
        self
    }

    /// Where it looks for the unified environment, if that was set by hand.
    pub fn unified_base(mut self, base: Base) -> Self {
        self.unified_base = Some(base);
        self
    }

    /// Adds a call that it makes. Once one is named, those that are not named are not looked at.
    pub fn call(mut self, call: CallName) -> Self {
        self.calls.push(call);
        self
    }

    /// Adds a session that it keeps.
    pub fn session(mut self, session: SessionId) -> Self {
        self.sessions.push(session);
        self
    }

    /// Sets which client tokens it hands out in the OpenTok environment.
    pub const fn client_tokens(mut self, tokens: ClientTokens) -> Self {
        self.client_tokens = tokens;
        self
    }

    /// Sets how long its REST tokens live, in seconds.
    pub const fn rest_lifetime(mut self, seconds: u64) -> Self {
        self.rest_lifetime = seconds;
        self
    }

    /// Sets how it receives callbacks in the OpenTok environment.
    pub const fn webhooks(mut self, webhooks: Webhooks) -> Self {
        self.webhooks = webhooks;
        self
    }

    /// What the move touches, the gravest first.
    pub fn examine(&self) -> Vec<Finding> {
        let (from, to) = (self.side(self.to.other()), self.side(self.to));
        let mut findings = vec![credentials(&to), host(&from, &to), project_path(&from, &to)];
        findings.push(self.lifetime());
        if self.calls.is_empty() {
            call::all(&from, &to, &mut findings);
        } else {
            call::named(&self.calls, &from, &to, &mut findings);
        }
        let kept = self.sessions.iter().map(|one| session::kept(one, &from, &to));
        findings.extend(kept);
        findings.extend(difference::client_tokens(self.client_tokens, self.to));
        findings.extend(difference::webhooks(self.webhooks, self.to));
        let concerned = DIFFERENCES.iter().filter(|difference| difference.concerns(&self.calls));
        findings.extend(concerned.map(|difference| difference.towards(self.to)));
        findings.sort_by_key(|finding| core::cmp::Reverse(finding.weight()));
        findings
    }

    fn side(&self, environment: Environment) -> Side {
        match environment {
            Environment::OpenTok => {
                let owner = self.project.as_ref().map(ApiKey::as_str);
                Side::new(environment, owner, self.opentok_base.as_ref())
            }
            Environment::Unified => {
                let owner = self.application.as_ref().map(ApplicationId::as_str);
                Side::new(environment, owner, self.unified_base.as_ref())
            }
        }
    }

    fn lifetime(&self) -> Finding {
        let longest = |environment| match environment {
            Environment::OpenTok => MAX_REST_LIFETIME,
            Environment::Unified => MAX_APPLICATION_REST_LIFETIME,
        };
        let (now, there) = (longest(self.to.other()), longest(self.to));
        let now = format!("{} s, of {now} s at most", self.rest_lifetime);
        let (weight, remedy) = if self.rest_lifetime > there {
            (Weight::Change, "make the tokens of requests shorter")
        } else {
            (Weight::Handled, "the lifetime can stay as it is")
        };
        Finding::new("rest_lifetime", weight, now, format!("{there} s at most"), remedy)
    }
}

fn credentials(to: &Side) -> Finding {
    let (now, becomes, remedy) = match to.environment {
        Environment::Unified => (
            "an API key and its secret",
            "an application's id and its RSA private key",
            "make an application, keep its private key, and set VONAGE_APPLICATION_ID and VONAGE_PRIVATE_KEY",
        ),
        Environment::OpenTok => (
            "an application's id and its RSA private key",
            "an API key and its secret",
            "make a project, and set OPENTOK_API_KEY and OPENTOK_API_SECRET",
        ),
    };
    match to.owner() {
        None => Finding::new("credentials", Weight::Change, now, becomes, remedy),
        Some(_) => {
            let becomes = format!("{becomes}: {}", to.called());
            Finding::new("credentials", Weight::Handled, now, becomes, "they are there already")
        }
    }
}

fn host(from: &Side, to: &Side) -> Finding {
    let (now, becomes) = (from.service().to_owned(), to.service().to_owned());
    if from.is_elsewhere() && !to.is_elsewhere() {
        let remedy = "the address is set by hand today: set that of the other side too, or let the credentials decide";
        return Finding::new("host", Weight::Change, now, becomes, remedy);
    }
    Finding::new(
        "host",
        Weight::Handled,
        now,
        becomes,
        "the address follows the credentials",
    )
}

fn project_path(from: &Side, to: &Side) -> Finding {
    let path = |side: &Side| format!("/v2/project/{}/", side.owner_or_name());
    let remedy = "the path follows the credentials; what comes after it is the same";
    Finding::new("project_path", Weight::Handled, path(from), path(to), remedy)
}
