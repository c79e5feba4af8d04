use clap::Args;
use helplightning::Clock;
use helplightning::sandbox::Sandbox;
use http_endpoint::AnyTransport;
use opentok_servers::help_lightning::{Chance, HelpLightning, Settings, WallClock};
use opentok_servers::log::{Level, Log, LogFormat};
use opentok_servers::serve::{Limits, Listeners, Metrics, Options, Server, Shutdown, read_open_files};

use super::service;
use crate::failure::{Exit, Failure, sentence};
use crate::output::Console;

/// Serve authentication, sessions and PINs to apps
///
/// Users get their tokens from GET /auth?email=, one creates a session with POST /session and shares the PIN, the
/// other joins with GET /session?sid=. Everything is set by HLSERVER_… variables.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok helplightning serve --sandbox       nothing to configure: the service is a stand-in in this process
  HLSERVER_ENTERPRISE_ID=54344 HLSERVER_API_KEY=… HLSERVER_PARTNER_KEY=partner.pem \\
    HLSERVER_TRUSTED_HEADER=x-auth-email opentok helplightning serve

The server runs until SIGTERM or SIGINT, finishes what it is answering, and ends with 0. A setting that
is missing or wrong ends it at once with 78, an address that cannot be bound with 1.")]
pub(crate) struct Serve {
    /// Call a stand-in in this process instead of the service, with four made-up users
    #[arg(long)]
    sandbox: bool,
}

impl Serve {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let sources = service::environment();
        let wall = WallClock::system();
        let sandbox = self.sandbox.then(|| Sandbox::new(random(), Clock::system()));
        let read = match &sandbox {
            Some(sandbox) => Settings::read_for_sandbox(&sources, sandbox),
            None => Settings::read(&sources),
        };
        let (settings, _) = read.map_err(|faults| service::configuration(&faults))?;
        let transport = match &sandbox {
            Some(sandbox) => AnyTransport::new(sandbox.transport()),
            None => service::transport()?,
        };
        if sandbox.is_some() {
            describe(console)?;
        }
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        let runtime = runtime.map_err(|cause| Failure::io("cannot start", &cause))?;
        runtime.block_on(serve(settings, transport, wall))
    }
}

async fn serve(settings: Settings, transport: AnyTransport, wall: WallClock) -> Result<Exit, Failure> {
    let log = Log::new(LogFormat::Text, std::io::stderr());
    for warning in &settings.warnings {
        log.warn(warning, &[]);
    }
    let shutdown = Shutdown::on_signals().map_err(|cause| Failure::io("cannot listen to signals", &cause))?;
    let metrics = Metrics::new("help_lightning");
    let app = HelpLightning::open(&settings, transport, wall, Chance::system(), log.clone(), &metrics)
        .await
        .map_err(|error| Failure::unavailable("store", sentence(&error)))?;
    let listeners = Listeners::bind(settings.listen, None)
        .await
        .map_err(|(address, cause)| Failure::refused("address", format!("cannot listen on {address}: {cause}")))?;
    let address = listeners.address().unwrap_or(settings.listen).to_string();
    log.event(Level::Info, "listening", &[("address", &address)]);
    let mut limits = Limits::new().body_bytes(settings.body_limit);
    if let Some(files) = read_open_files() {
        limits = limits.within_open_files(files, OTHER_FILES);
    }
    let options = Options::new(log, metrics, random())
        .limits(limits)
        .cors(settings.cors.clone())
        .trusted_proxies(settings.forwarded_by.clone())
        .grace(settings.shutdown_grace);
    Server::new(app, options).run(listeners, shutdown).await;
    Ok(Exit::Done)
}

/// Files besides connections: calls of the service, the store's, the log's.
const OTHER_FILES: usize = 384;

/// Who there is to try it out with.
fn describe(console: &mut Console) -> Result<(), Failure> {
    if !console.is_json() {
        console.text(format_args!(
            "users: alice@example.com, bob@example.com, carol@example.com; gone@example.com is not active\n"
        ))?;
    }
    console.flush()
}

/// For what need not be beyond guessing: the names of requests, and the stand-in's made-up ids.
fn random() -> u64 {
    Chance::system().number().unwrap_or_default()
}
