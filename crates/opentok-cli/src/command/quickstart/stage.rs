//! The sandbox on a port of this machine, and a client in front of it.

use http_endpoint::net::NetSettings;
use http_endpoint::{Base, HyperTransport};
use opentok_rest::{Client, Clock, Credentials, OpenTok};
use opentok_sandbox::serve::{Running, Server};
use opentok_sandbox::{Options, Sandbox};
use opentok_token::{ApiKey, UnixSeconds};
use serde_json::Value;
use tokio::net::TcpListener;
use zeroize::Zeroizing;

use super::control::Control;
use super::failed;
use crate::credentials::ProjectSecret;
use crate::failure::{Failure, sentence};

/// Where the story plays.
pub(super) struct Stage {
    running: Running,
    /// What calls the service.
    pub(super) client: Client<HyperTransport>,
    /// What moves the sandbox's clock and its people.
    pub(super) control: Control,
    /// The project that every sandbox begins with.
    pub(super) project: ProjectSecret,
    pub(super) application_id: String,
    /// When the story begins.
    pub(super) now: UnixSeconds,
}

impl Stage {
    /// Starts the sandbox on a free port and asks it for its credentials.
    pub(super) async fn build(seed: u64, now: UnixSeconds) -> Result<Self, Failure> {
        const STEP: &str = "start the sandbox";
        // The clock stands until the story moves it, so that its times come out even. Callers sign by the time at which it
        // began to stand.
        let start_ms = now.get().saturating_mul(1000);
        let clock = opentok_sandbox::Clock::following(move || start_ms);
        let sandbox = Sandbox::new(Options::new().seed(seed).clock(clock));
        let no_port = |cause| Failure::io("cannot listen on a port of this machine", &cause);
        let listener = TcpListener::bind("127.0.0.1:0").await.map_err(no_port)?;
        let running = Server::new(sandbox).start(listener).map_err(no_port)?;

        let transport =
            HyperTransport::new(&NetSettings::new()).map_err(|error| failed::told(STEP, sentence(&error)))?;
        let base = Base::new(&running.http_url()).map_err(|error| failed::told(STEP, sentence(&error)))?;
        let control = Control::new(transport.clone(), base.clone());
        let about = control.get(STEP, &[]).await?;
        let text = |name: &str| about[name].as_str().unwrap_or_default();
        let key: ApiKey = text("apiKey")
            .parse()
            .map_err(|error| failed::told(STEP, sentence(&error)))?;
        let project = ProjectSecret::new(key, Zeroizing::new(text("apiSecret").to_owned()));
        let credentials = Credentials::from(OpenTok::new(key, project.secret().expose()));
        let client = Client::new(transport, credentials).clock(Clock::new(move || now));
        let client = client
            .base(base)
            .map_err(|error| failed::told(STEP, sentence(&error)))?;
        Ok(Self {
            running,
            client,
            control,
            project,
            application_id: text("applicationId").to_owned(),
            now,
        })
    }

    /// The address of the service.
    pub(super) fn url(&self) -> String {
        self.running.http_url()
    }

    /// How many requests the sandbox has answered by its own log.
    pub(super) async fn requests(&self) -> Result<u64, Failure> {
        let log = self.control.get("read the log", &["log"]).await?;
        let entries = log["entries"].as_array().map(Vec::as_slice).unwrap_or_default();
        let requests = entries.iter().filter(|entry: &&Value| entry["kind"] == "request");
        Ok(requests.count() as u64)
    }

    /// Stops the sandbox.
    pub(super) async fn strike(self) {
        // Idle connections would keep it until they are given up.
        drop((self.client, self.control));
        self.running.stop().await;
    }
}
