//! A sandbox of its own for each behaviour, and clients who reach it in one of three ways.

use alloc::collections::BTreeSet;
use core::{cell::RefCell, fmt::Debug, time::Duration};

use compact_jws::RsaPrivateKey;
use http_endpoint::{
    AnyTransport, Base, HyperTransport,
    net::{NetSettings, Roots},
};
use opentok_rest::{
    Call, CallError, Client, Clock, Credentials, OpenTok, OpenTokAccount, Refusal, Site, Vonage, option::ClientToken,
    session::CreateSession,
};
use opentok_sandbox::{
    Options, Publication, Sandbox,
    serve::{Certificate, Running, Server},
};
use opentok_token::{
    ApiSecret, Grant, JwtId, Nonce, Project, Role, SessionId, Signer, UnixSeconds, jwt::ApplicationSigner,
};
use tokio::net::TcpListener;

/// How calls come to the sandbox.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Way {
    Memory,
    Http,
    Https,
}

/// Whose credentials calls are made with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Environment {
    OpenTok,
    Unified,
}

/// A sandbox, and whatever is needed to call it.
#[derive(Debug)]
pub(crate) struct Bench {
    pub(crate) sandbox: Sandbox,
    pub(crate) environment: Environment,
    pub(crate) client: Client<AnyTransport>,
    transport: AnyTransport,
    base: Base,
    made: RefCell<BTreeSet<&'static str>>,
}

/// Shows a behaviour, and tells which calls it made with success.
pub(crate) fn run(way: Way, environment: Environment, behaviour: impl AsyncFnOnce(&Bench)) -> BTreeSet<&'static str> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.unwrap().block_on(async {
        let sandbox = Sandbox::new(Options::new().seed(5));
        let (transport, base, running) = reach(way, &sandbox).await;
        let base = Base::new(&base).unwrap();
        let bench = Bench::new(sandbox, environment, transport, base);
        behaviour(&bench).await;
        let made = bench.made.take();
        drop(bench);
        if let Some(running) = running {
            running.stop().await;
        }
        made
    })
}

async fn reach(way: Way, sandbox: &Sandbox) -> (AnyTransport, String, Option<Running>) {
    if let Way::Memory = way {
        let transport = AnyTransport::new(sandbox.transport());
        return (transport, "http://127.0.0.1".to_owned(), None);
    }
    let certificate = Certificate::for_this_machine().unwrap();
    let roots = Roots::none().and_pem(certificate.authority_pem().as_bytes()).unwrap();
    let transport = HyperTransport::new(&NetSettings::new().roots(roots)).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = Server::new(sandbox.clone()).certificate(certificate);
    let running = server.start(listener).unwrap();
    let base = match way {
        Way::Https => running.https_url(),
        _ => running.http_url(),
    };
    (AnyTransport::new(transport), base, Some(running))
}

impl Bench {
    fn new(sandbox: Sandbox, environment: Environment, transport: AnyTransport, base: Base) -> Self {
        let keys = sandbox.credentials();
        let credentials = match environment {
            Environment::OpenTok => OpenTok::new(keys.api_key.parse().unwrap(), &keys.api_secret).into(),
            Environment::Unified => {
                let id = keys.application_id.parse().unwrap();
                Vonage::with_signer(id, RsaPrivateKey::from_pem(&keys.private_key).unwrap()).into()
            }
        };
        let client = client(&sandbox, &transport, &base, credentials);
        Self {
            sandbox,
            environment,
            client,
            transport,
            base,
            made: RefCell::default(),
        }
    }

    /// A client with other credentials.
    pub(crate) fn client_of(&self, credentials: impl Into<Credentials>) -> Client<AnyTransport> {
        client(&self.sandbox, &self.transport, &self.base, credentials.into())
    }

    /// A client of the account.
    pub(crate) fn account(&self) -> Client<AnyTransport> {
        let keys = self.sandbox.credentials();
        self.client_of(OpenTokAccount::new(
            keys.account_key.parse().unwrap(),
            &keys.account_secret,
        ))
    }

    /// A client whose clock is ahead of the sandbox's by `seconds`, or behind it.
    pub(crate) fn with_clock(&self, seconds: i64) -> Client<AnyTransport> {
        let sandbox = self.sandbox.clone();
        let clock = move || UnixSeconds::new((sandbox.now_ms() / 1000).saturating_add_signed(seconds));
        self.client.clone().clock(Clock::new(clock))
    }

    /// A site with the paths of another owner's.
    pub(crate) fn site_of(&self, owner: &str) -> Site {
        Site::new(self.base.clone(), owner).unwrap()
    }

    /// What a call answers.
    pub(crate) async fn call<C: Call>(&self, call: C) -> C::Output {
        self.call_as(self.client.clone(), call).await
    }

    /// What a call of somebody else's answers.
    pub(crate) async fn call_as<C: Call>(&self, client: Client<AnyTransport>, call: C) -> C::Output {
        match client.call(&call).await {
            Ok(output) => {
                self.made.borrow_mut().insert(C::NAME);
                output
            }
            Err(error) => panic!("{}: {error:?}", C::NAME),
        }
    }

    /// How a call is refused.
    pub(crate) async fn refusal<C: Call<Output: Debug>>(&self, call: C) -> Refusal {
        refused(self.client.call(&call).await)
    }

    /// A routed session.
    pub(crate) async fn session(&self) -> SessionId {
        self.call(CreateSession::routed()).await.id
    }

    /// A stream in a session, of a client of its own.
    pub(crate) fn publish(&self, session: &SessionId, name: &str) -> String {
        let publication = Publication::new().name(name);
        self.sandbox.publish(session.as_str(), &publication).unwrap()
    }

    /// A client token of the project's or the application's.
    pub(crate) fn token(&self, session: &SessionId, role: Role) -> ClientToken {
        let keys = self.sandbox.credentials();
        let grant = Grant::new(session).role(role);
        let now = UnixSeconds::new(self.sandbox.now_ms() / 1000);
        let token = match self.environment {
            Environment::OpenTok => {
                let project = Project::new(keys.api_key.parse().unwrap(), ApiSecret::new(&keys.api_secret));
                Signer::new(project).sign_t1(&grant, now, Nonce::new(1))
            }
            Environment::Unified => {
                let key = RsaPrivateKey::from_pem(&keys.private_key).unwrap();
                let signer = ApplicationSigner::new(keys.application_id.parse().unwrap(), key);
                signer.sign_client(&grant, now, JwtId::new([1; 16]))
            }
        };
        token.unwrap().into()
    }

    /// The owner's id, as answers tell it.
    pub(crate) fn owner(&self) -> String {
        self.client.credentials().owner().unwrap().to_owned()
    }

    /// Moves the clock.
    pub(crate) fn wait(&self, seconds: u64) {
        self.sandbox.advance(Duration::from_secs(seconds));
    }
}

fn client(sandbox: &Sandbox, transport: &AnyTransport, base: &Base, credentials: Credentials) -> Client<AnyTransport> {
    let sandbox = sandbox.clone();
    let clock = Clock::new(move || UnixSeconds::new(sandbox.now_ms() / 1000));
    Client::new(transport.clone(), credentials)
        .base(base.clone())
        .unwrap()
        .clock(clock)
}

/// The refusal that must have come.
pub(crate) fn refused<T: Debug>(result: Result<T, CallError>) -> Refusal {
    result.unwrap_err().refusal().unwrap().clone()
}
