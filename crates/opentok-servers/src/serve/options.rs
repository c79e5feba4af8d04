use core::time::Duration;

use crate::http::{Cors, Network};
use crate::log::Log;
use crate::serve::pipeline::Place;
use crate::serve::{Limits, Metrics};

/// How a [`Server`](crate::serve::Server) serves.
#[derive(Debug)]
#[must_use]
pub struct Options {
    pub(crate) limits: Limits,
    pub(crate) cors: Cors,
    pub(crate) trusted_proxies: Vec<Network>,
    pub(crate) log: Log,
    pub(crate) metrics: Metrics,
    pub(crate) grace: Duration,
    pub(crate) seed: u64,
    #[cfg(feature = "tls")]
    pub(crate) tls: Option<crate::serve::Tls>,
}

impl Options {
    /// The usual limits, no CORS, no proxies, 20 s of grace. `seed` is random: request ids begin there.
    pub fn new(log: Log, metrics: Metrics, seed: u64) -> Self {
        Self {
            limits: Limits::new(),
            cors: Cors::Off,
            trusted_proxies: Vec::new(),
            log,
            metrics,
            grace: Duration::from_secs(20),
            seed,
            #[cfg(feature = "tls")]
            tls: None,
        }
    }

    /// Sets the limits.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets which pages may read replies.
    pub fn cors(mut self, cors: Cors) -> Self {
        self.cors = cors;
        self
    }

    /// Sets whose `x-forwarded-for` is believed.
    pub fn trusted_proxies(mut self, networks: Vec<Network>) -> Self {
        self.trusted_proxies = networks;
        self
    }

    /// Sets how long open requests may go on once shutdown began.
    pub fn grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// Speaks TLS on the main address.
    #[cfg(feature = "tls")]
    pub fn tls(mut self, tls: crate::serve::Tls) -> Self {
        self.tls = Some(tls);
        self
    }
    /// Whether connections to `place` begin with a handshake.
    pub(crate) fn speaks_tls(&self, place: Place) -> bool {
        #[cfg(feature = "tls")]
        let has_tls = self.tls.is_some();
        #[cfg(not(feature = "tls"))]
        let has_tls = false;
        has_tls && place == Place::Main
    }
}
