use std::time::Duration;
use std::{io, net, thread};

use opentok_sandbox::{Clock, Options, Sandbox};
use opentok_sdk::rest::{self, Client, FromPairsError, Scope};
use opentok_sdk::token::{Grant, SessionId, Token};
use opentok_sdk::transport::net::NetSettings;
use opentok_sdk::transport::{Base, HyperTransport, Transport, read_response};
use opentok_sdk::{Environment, OpenTok, ReadEnvironmentError};
use serde_json::{Value, json};

use crate::Result;

/// A service to call, and who calls it: what the environment names ([`Environment::read`]), or a sandbox in this process.
///
/// An address on this machine is taken for a sandbox's.
pub struct Cloud {
    environment: Environment,
    opentok: OpenTok<HyperTransport>,
}

impl Cloud {
    /// Finds the service. Must not be called twice in one process without credentials: each call starts a sandbox.
    pub fn find() -> Result<Self> {
        let environment = match Environment::read() {
            Err(ReadEnvironmentError::Credentials(FromPairsError::Nothing)) => start_sandbox()?,
            read => read?,
        };
        let transport = HyperTransport::new(&NetSettings::new())?;
        let opentok = OpenTok::new(transport, environment.clone());
        Ok(Self { environment, opentok })
    }

    /// Who calls, and where.
    pub fn environment(&self) -> &Environment {
        &self.environment
    }

    /// The address of the service.
    pub fn base(&self) -> &Base {
        self.environment.site().base(Scope::Service)
    }

    /// Whose sessions these are: the API key, or the application's id.
    pub fn owner(&self) -> &str {
        self.environment.credentials().owner().unwrap_or_default()
    }

    /// A client of it.
    pub fn client(&self) -> Client<HyperTransport> {
        self.opentok.client().clone()
    }

    /// A client token of the kind that the environment takes: T1 for a project, RS256 for an application.
    pub fn mint(&self, grant: Grant<'_>) -> Result<Token> {
        Ok(self.opentok.generate_token(grant)?)
    }

    /// Lets somebody join and publish: in a sandbox at once, elsewhere a person, who is asked to.
    pub async fn invite(&self, session: &SessionId, token: &Token, name: &str) -> Result {
        if !self.is_sandbox() {
            eprintln!(
                "Join {session} as {name} with this token, publish, and press Enter:\n{}",
                token.expose()
            );
            io::stdin().read_line(&mut String::new())?;
            return Ok(());
        }
        let path = |what| ["session", session.as_str(), what];
        let joined = self
            .control(&path("connection"), json!({"token": token.expose()}))
            .await?;
        let stream = json!({"connectionId": joined["connectionId"], "name": name});
        self.control(&path("stream"), stream).await.map(drop)
    }

    /// Lets time pass: in a sandbox at once.
    pub async fn pass(&self, time: Duration) -> Result {
        if self.is_sandbox() {
            let by = json!({"advanceMs": u64::try_from(time.as_millis())?});
            return self.control(&["clock"], by).await.map(drop);
        }
        tokio::time::sleep(time).await;
        Ok(())
    }

    /// Whether it is a sandbox.
    pub fn is_sandbox(&self) -> bool {
        let here = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
        let base = self.base().as_str();
        let port = here.iter().find_map(|host| base.strip_prefix(host));
        port.is_some_and(|port| port.is_empty() || port.starts_with([':', '/']))
    }

    /// Makes a call of a sandbox's control surface.
    pub async fn control(&self, path: &[&str], body: Value) -> Result<Value> {
        let path = [&["sandbox"], path].concat();
        let request = self.base().post(&path).json_body(body.to_string()).build();
        let response = self.opentok.client().transport().send(request).await?;
        let response = read_response(response, 1 << 20).await?;
        if !response.status().is_success() {
            return Err(format!("{}: {}", path.join("/"), response.status()).into());
        }
        Ok(serde_json::from_slice(response.body())?)
    }
}

/// A sandbox on a free port of this machine, for as long as this process lives, and a thread that it keeps busy.
fn start_sandbox() -> Result<Environment> {
    let listener = net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let url = format!("http://{}", listener.local_addr()?);
    let sandbox = Sandbox::new(Options::new().clock(Clock::system()).public_url(&url));
    let known = sandbox.credentials();
    let project = rest::OpenTok::new(known.api_key.parse()?, &known.api_secret);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    thread::spawn(move || {
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            sandbox.serve(listener).await
        })
    });
    eprintln!("no credentials in the environment: calling a sandbox at {url}");
    Ok(Environment::from(project).at(Base::new(&url)?)?)
}
