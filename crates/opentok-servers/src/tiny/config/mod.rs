//! How a tiny server is set up: one table of settings, and one function that reads them all.

mod network;
mod read;
#[cfg(feature = "sandbox")]
mod sandbox;
mod secrets;
mod table;

use core::net::{IpAddr, SocketAddr};
use core::time::Duration;

use opentok_sdk::token::{ApiKey, Role};
use opentok_sdk::transport::Base;
use zeroize::Zeroizing;

pub use table::{SETTINGS, Setting};

use crate::http::{Cors, Network, Rate};
use crate::log::LogFormat;
use crate::store::StoreLocation;
use crate::tiny::{Callers, TokenFormat};

/// How a tiny server is set up. Read it with [`Config::read`].
pub struct Config {
    pub(crate) key: ApiKey,
    pub(crate) secret: Zeroizing<String>,
    pub(crate) host: IpAddr,
    pub(crate) port: u16,
    pub(crate) api_url: Base,
    pub(crate) token_format: TokenFormat,
    pub(crate) store: StoreLocation,
    pub(crate) session_ttl: Option<Duration>,
    pub(crate) max_rooms: usize,
    pub(crate) callers: Callers,
    pub(crate) cors: Cors,
    pub(crate) rate: Option<Rate>,
    pub(crate) body_limit: usize,
    pub(crate) max_connections: usize,
    pub(crate) upstream_timeout: Duration,
    pub(crate) max_upstream_calls: usize,
    pub(crate) sample_routes: bool,
    pub(crate) room_role: Role,
    pub(crate) trusted_proxies: Vec<Network>,
    pub(crate) log: LogFormat,
    pub(crate) admin: Option<SocketAddr>,
    pub(crate) grace: Duration,
    #[cfg(feature = "tls")]
    pub(crate) tls: Option<crate::serve::Tls>,
    /// What deserves a line in the log at start.
    pub(crate) warnings: Vec<&'static str>,
}

impl Config {
    /// Where to listen.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::new(self.host, self.port)
    }

    /// How log lines are written.
    pub fn log_format(&self) -> LogFormat {
        self.log
    }
}

impl core::fmt::Debug for Config {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Config")
            .field("key", &self.key)
            .field("address", &self.address())
            .finish_non_exhaustive()
    }
}
