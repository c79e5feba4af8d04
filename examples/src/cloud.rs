use std::time::Duration;
use std::{env, fs, io, net, thread};

use compact_jws::RsaPrivateKey;
use opentok_sandbox::{Clock, Options, Sandbox};
use opentok_sdk::rest::{Client, Credentials, OpenTok, Vonage};
use opentok_sdk::token::jwt::ApplicationSigner;
use opentok_sdk::token::{ApiSecret, Grant, JwtId, Project, SessionId, Signer, Token, UnixSeconds};
use opentok_sdk::transport::net::NetSettings;
use opentok_sdk::transport::{Base, HyperTransport, Transport, read_response};
use serde_json::{Value, json};

use crate::Result;

/// A service to call, and who calls it: what the environment names, or a sandbox in this process.
///
/// The environment names an application by `VONAGE_APPLICATION_ID` and `VONAGE_PRIVATE_KEY` (PEM, or the path of a file),
/// else a project by `OPENTOK_API_KEY` and `OPENTOK_API_SECRET`. `VONAGE_VIDEO_URL` and `OPENTOK_API_URL` name another
/// address than the service's own; one on this machine is taken for a sandbox's.
pub struct Cloud {
    /// Who calls.
    pub credentials: Credentials,
    /// The address of the service.
    pub base: Base,
    minter: Minter,
    is_sandbox: bool,
}

enum Minter {
    Project(Box<Signer>),
    Application(ApplicationSigner<RsaPrivateKey>),
}

impl Cloud {
    /// Finds the service. Must not be called twice in one process without credentials: each call starts a sandbox.
    pub fn find() -> Result<Self> {
        let set = |name| env::var(name).ok().filter(|value: &String| !value.is_empty());
        match (set("VONAGE_APPLICATION_ID"), set("VONAGE_PRIVATE_KEY")) {
            (Some(id), Some(key)) => return Self::application(&id, &key, set("VONAGE_VIDEO_URL")),
            (None, None) => {}
            _ => return Err("VONAGE_APPLICATION_ID and VONAGE_PRIVATE_KEY belong together".into()),
        }
        match (set("OPENTOK_API_KEY"), set("OPENTOK_API_SECRET")) {
            (Some(key), Some(secret)) => Self::project(&key, &secret, set("OPENTOK_API_URL")),
            (None, None) => {
                let (known, url) = start_sandbox()?;
                eprintln!("no credentials in the environment: calling a sandbox at {url}");
                Self::project(&known.api_key, &known.api_secret, Some(url))
            }
            _ => Err("OPENTOK_API_KEY and OPENTOK_API_SECRET belong together".into()),
        }
    }

    /// A client of it.
    pub fn client(&self) -> Result<Client<HyperTransport>> {
        self.client_over(HyperTransport::new(&NetSettings::new())?)
    }

    /// A client of it over this transport.
    pub fn client_over<T>(&self, transport: T) -> Result<Client<T>>
    where
        T: Transport,
    {
        Ok(Client::new(transport, self.credentials.clone()).base(self.base.clone())?)
    }

    /// A client token of the kind that the environment takes: T1 for a project, RS256 for an application.
    pub fn mint(&self, grant: &Grant<'_>) -> Result<Token> {
        Ok(match &self.minter {
            Minter::Project(signer) => signer.mint(grant)?,
            Minter::Application(signer) => signer.sign_client(grant, UnixSeconds::now(), JwtId::random()?)?,
        })
    }

    /// Lets somebody join and publish: in a sandbox at once, elsewhere a person, who is asked to.
    pub async fn invite(&self, session: &SessionId, token: &Token, name: &str) -> Result {
        if !self.is_sandbox {
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
        if self.is_sandbox {
            let by = json!({"advanceMs": u64::try_from(time.as_millis())?});
            return self.control(&["clock"], by).await.map(drop);
        }
        tokio::time::sleep(time).await;
        Ok(())
    }

    /// Whether it is a sandbox.
    pub fn is_sandbox(&self) -> bool {
        self.is_sandbox
    }

    /// Makes a call of a sandbox's control surface.
    pub async fn control(&self, path: &[&str], body: Value) -> Result<Value> {
        let path = [&["sandbox"], path].concat();
        let request = self.base.post(&path).json_body(body.to_string()).build();
        let response = HyperTransport::new(&NetSettings::new())?.send(request).await?;
        let response = read_response(response, 1 << 20).await?;
        if !response.status().is_success() {
            return Err(format!("{}: {}", path.join("/"), response.status()).into());
        }
        Ok(serde_json::from_slice(response.body())?)
    }

    fn project(key: &str, secret: &str, url: Option<String>) -> Result<Self> {
        let (key, secret) = (key.parse()?, secret.trim());
        let signer = Signer::new(Project::new(key, ApiSecret::new(secret)));
        Self::new(OpenTok::new(key, secret).into(), Minter::Project(Box::new(signer)), url)
    }

    fn application(id: &str, key: &str, url: Option<String>) -> Result<Self> {
        let is_pem = key.starts_with("-----BEGIN");
        let pem = if is_pem {
            key.to_owned()
        } else {
            fs::read_to_string(key)?
        };
        let id = id.parse()?;
        let signer = ApplicationSigner::new(id, RsaPrivateKey::from_pem(&pem)?);
        Self::new(Vonage::from_pem(id, &pem)?.into(), Minter::Application(signer), url)
    }

    fn new(credentials: Credentials, minter: Minter, url: Option<String>) -> Result<Self> {
        let base = match url {
            Some(url) => Base::new(&url)?,
            None => credentials.site().base(opentok_sdk::rest::Scope::Service).clone(),
        };
        let uri: http::Uri = base.as_str().parse()?;
        Ok(Self {
            is_sandbox: matches!(uri.host(), Some("127.0.0.1" | "localhost" | "[::1]")),
            credentials,
            base,
            minter,
        })
    }
}

/// A sandbox on a free port of this machine, for as long as this process lives, and a thread that it keeps busy.
fn start_sandbox() -> Result<(opentok_sandbox::Credentials, String)> {
    let listener = net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let url = format!("http://{}", listener.local_addr()?);
    let sandbox = Sandbox::new(Options::new().clock(Clock::system()).public_url(&url));
    let known = sandbox.credentials();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    thread::spawn(move || {
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            sandbox.serve(listener).await
        })
    });
    Ok((known, url))
}
