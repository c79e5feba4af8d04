use core::{num::NonZeroUsize, time::Duration};

use super::{Identity, Proxy, Roots};

/// How an adapter connects: the same value for each of them.
///
/// ```
/// use core::time::Duration;
/// use http_endpoint::net::{NetSettings, Proxy};
///
/// let settings = NetSettings::new()
///     .connect_timeout(Duration::from_secs(3))
///     .proxy(Proxy::new("http://user:password@proxy.example.com:3128")?);
/// # let _ = settings;
/// # Ok::<(), http_endpoint::net::ParseProxyError>(())
/// ```
///
/// Redirects are never followed, bodies never decompressed, and no environment variable is read unless
/// [`Proxy::from_environment`] is called. TLS is 1.2 or 1.3 by rustls, with ring, whatever other provider the process
/// may have installed.
#[derive(Clone, Debug)]
#[must_use]
pub struct NetSettings {
    pub(crate) connect_timeout: Duration,
    pub(crate) idle_timeout: Duration,
    pub(crate) connections: NonZeroUsize,
    pub(crate) roots: Roots,
    pub(crate) identity: Option<Identity>,
    pub(crate) proxy: Option<Proxy>,
}

impl NetSettings {
    /// 10 s to connect; connections kept for 30 s when idle; 32 of them at most; the roots of the web; no client
    /// certificate; no proxy.
    pub fn new() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(30),
            connections: NonZeroUsize::MIN.saturating_add(31),
            roots: Roots::web(),
            identity: None,
            proxy: None,
        }
    }

    /// Bounds name lookup, connection, proxy and TLS handshake together. What is late is
    /// [`Connect`](crate::TransportErrorKind::Connect): nothing was sent.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// How long a connection is kept for the next request. 30 s unless said otherwise.
    ///
    /// It should be shorter than the service keeps its end open. A connection that the service closes just as a request
    /// is on its way leaves the outcome unknown, so that a call which is sent [`Once`](crate::Safety::Once) fails for
    /// nothing. Front ends mostly close after 60 s or 75 s without a request (nginx: 75 s). Go lower for servers that
    /// close earlier, as some do after 5 s: zero or a few milliseconds make every request a connection of its own.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.idle_timeout = limit;
        self
    }

    /// How many exchanges may be under way at once, and how many idle connections are kept. Zero counts as one.
    ///
    /// A request that finds no room waits, and an answer holds its place until its body has been read or dropped. The
    /// blocking adapter keeps that many connections, but is not bounded by them: its threads are the caller's.
    pub fn connections(mut self, connections: usize) -> Self {
        self.connections = NonZeroUsize::new(connections).unwrap_or(NonZeroUsize::MIN);
        self
    }

    /// Whose certificates to believe.
    pub fn roots(mut self, roots: Roots) -> Self {
        self.roots = roots;
        self
    }

    /// The certificate to show to a service that asks for one.
    pub fn identity(mut self, identity: Identity) -> Self {
        self.identity = Some(identity);
        self
    }

    /// What to connect through.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = Some(proxy);
        self
    }
}

impl Default for NetSettings {
    fn default() -> Self {
        Self::new()
    }
}
