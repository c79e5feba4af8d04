use core::error::Error;
use core::fmt;
use core::net::SocketAddr;
use std::io;
use std::time::Instant;

use opentok_sdk::rest::{Credentials, OpenTok, Site};
use opentok_sdk::token::{ApiSecret, Project, Signer};
use opentok_sdk::transport::net::NetSettings;
use opentok_sdk::transport::{AnyTransport, HyperTransport};

use crate::http::RateLimiter;
use crate::log::Log;
use crate::serve::{Limits, Listeners, Metrics, Options, Server, Shutdown, read_open_files};
use crate::store::OpenStoreError;
use crate::tiny::counters::Counters;
use crate::tiny::minter::Minter;
use crate::tiny::store::{AnyStore, StoreSettings};
use crate::tiny::upstream::Upstream;
use crate::tiny::{Config, TinyServer, route};

/// A server that has bound its addresses and opened its store.
#[derive(Debug)]
pub struct Running {
    server: Server<TinyServer<AnyStore>>,
    listeners: Listeners,
}

/// Why a server does not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// An address cannot be bound: it is busy, or not this user's to bind.
    Bind(SocketAddr, io::Error),
    /// The store cannot be opened.
    Store(OpenStoreError),
    /// The service cannot be called at all.
    Upstream(Box<dyn Error + Send + Sync>),
    /// The operating system gives no random numbers.
    Random,
}

/// Opens the store, binds, and makes a server of `config`. `transport` carries the calls of the service; a hyper client
/// unless given.
///
/// # Errors
///
/// As [`StartError`] says.
pub async fn start(config: Config, log: Log, transport: Option<AnyTransport>) -> Result<Running, StartError> {
    for warning in &config.warnings {
        log.warn(warning, &[]);
    }
    let listeners = Listeners::bind(config.address(), config.admin).await;
    let listeners = listeners.map_err(|(address, error)| StartError::Bind(address, error))?;
    let settings = StoreSettings::new()
        .lifetime(config.session_ttl)
        .max_rooms(config.max_rooms);
    let store = config.store.open(settings).await.map_err(StartError::Store)?;
    let metrics = Metrics::new("tiny_opentok");
    let counters = Counters::new(&metrics);
    let transport = match transport {
        Some(transport) => transport,
        None => {
            let settings = NetSettings::new().connections(config.max_upstream_calls);
            AnyTransport::new(HyperTransport::new(&settings).map_err(|error| StartError::Upstream(error.into()))?)
        }
    };
    let site = Site::new(config.api_url.clone(), config.key.as_str());
    let upstream = Upstream::new(
        transport,
        Credentials::from(OpenTok::new(config.key, &config.secret)),
        site.map_err(|error| StartError::Upstream(error.into()))?,
        config.upstream_timeout,
        config.max_upstream_calls,
        counters.clone(),
    );
    let project = Project::new(config.key, ApiSecret::new(&config.secret));
    let app = TinyServer {
        key: config.key,
        minter: Minter::new(Signer::new(project), config.token_format),
        store,
        upstream,
        limiter: config.rate.map(|rate| RateLimiter::new(rate, Instant::now())),
        callers: config.callers,
        room_role: config.room_role,
        counters,
        log: log.clone(),
        routes: route::table(config.sample_routes),
        with_samples: config.sample_routes,
    };
    let seed = getrandom::u64().map_err(|_| StartError::Random)?;
    let mut limits = Limits::new()
        .body_bytes(config.body_limit)
        .connections(config.max_connections);
    if let Some(files) = read_open_files() {
        limits = limits.within_open_files(files, config.max_upstream_calls + OTHER_FILES);
    }
    if limits.most_connections() < config.max_connections {
        let most = limits.most_connections().to_string();
        log.warn(
            "open files are few: raise `ulimit -n` for more connections",
            &[("connections", &most)],
        );
    }
    let options = Options::new(log, metrics, seed).limits(limits).cors(config.cors);
    let options = options.trusted_proxies(config.trusted_proxies).grace(config.grace);
    #[cfg(feature = "tls")]
    let options = match config.tls {
        Some(tls) => options.tls(tls),
        None => options,
    };
    Ok(Running {
        server: Server::new(app, options),
        listeners,
    })
}

/// Files besides connections: the store's, the log's, listeners, the second address and the runtime's own.
const OTHER_FILES: usize = 128;

impl Running {
    /// Where it listens.
    ///
    /// # Errors
    ///
    /// If the operating system does not know.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listeners.address()
    }

    /// Serves until shutdown has begun and open requests are answered.
    pub async fn run(self, shutdown: Shutdown) {
        self.server.run(self.listeners, shutdown).await;
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bind(address, _) => write!(f, "{address} cannot be listened on"),
            Self::Store(_) => f.write_str("store cannot be opened"),
            Self::Upstream(_) => f.write_str("service cannot be called"),
            Self::Random => f.write_str("operating system gives no random numbers"),
        }
    }
}

impl Error for StartError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Bind(_, error) => Some(error),
            Self::Store(error) => Some(error),
            Self::Upstream(error) => Some(error.as_ref()),
            Self::Random => None,
        }
    }
}
