use alloc::sync::Arc;
use core::{
    error::Error,
    future::poll_fn,
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use std::io;

use base64ct::{Base64, Encoding};
use http::{HeaderValue, Uri, uri::Authority};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder, MaybeHttpsStream};
use hyper_util::{
    client::legacy::connect::{
        HttpConnector,
        proxy::{SocksV4, SocksV5, Tunnel},
    },
    rt::TokioIo,
};
use rustls::ClientConfig;
use tokio::net::TcpStream;
use tower_service::Service;

use crate::{
    TransportError,
    net::{BuildTransportError, Hop, HopKind, NetSettings, Proxy, classify, client_config},
};

type BoxError = Box<dyn Error + Send + Sync>;
type Connecting<T> = Pin<Box<dyn Future<Output = Result<T, BoxError>> + Send>>;

/// A connection to the service or to its proxy, which may want TLS for itself.
type Link = MaybeHttpsStream<TokioIo<TcpStream>>;

/// A connection to the service, through its proxy if there is one, and with TLS if the service wants it.
pub(super) type Stream = MaybeHttpsStream<Link>;

/// Opens a connection to a service, through the proxy that is meant for it.
#[derive(Clone, Debug)]
struct Route {
    tcp: HttpConnector,
    /// To proxies: with TLS if they want it.
    tls: HttpsConnector<HttpConnector>,
    proxy: Option<Proxy>,
}

impl Route {
    fn new(proxy: Option<Proxy>, tls: Arc<ClientConfig>) -> Self {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        let tls = HttpsConnector::from((tcp.clone(), tls));
        Self { tcp, tls, proxy }
    }

    async fn through(self, hop: Hop, to: Uri) -> Result<Link, BoxError> {
        let proxy = proxy_uri(&hop)?;
        let to = with_port(to)?;
        Ok(match hop.kind {
            HopKind::Http | HopKind::Https => {
                let mut tunnel = Tunnel::new(proxy, self.tls);
                if let Some((user, password)) = &hop.user {
                    tunnel = tunnel.with_auth(basic(user, password)?);
                }
                tunnel.call(to).await?
            }
            HopKind::Socks4 | HopKind::Socks4a => {
                let to = match hop.kind {
                    HopKind::Socks4 => resolved(to, SocketAddr::is_ipv4).await?,
                    _ => to,
                };
                SocksV4::new(proxy, self.tcp).call(to).await?.into()
            }
            HopKind::Socks5 | HopKind::Socks5h => {
                let to = match hop.kind {
                    HopKind::Socks5 => resolved(to, |_| true).await?,
                    _ => to,
                };
                let mut socks = SocksV5::new(proxy, self.tcp);
                if let Some((user, password)) = hop.user {
                    socks = socks.with_auth(user, password);
                }
                socks.call(to).await?.into()
            }
        })
    }
}

impl Service<Uri> for Route {
    type Response = Link;
    type Error = BoxError;
    type Future = Connecting<Self::Response>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.tcp.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        match self.proxy.as_ref().and_then(|proxy| proxy.hop_to(&to)) {
            Some(hop) => Box::pin(self.clone().through(hop.clone(), to)),
            None => {
                let connecting = self.tcp.call(to);
                Box::pin(async { Ok(connecting.await?.into()) })
            }
        }
    }
}

/// Opens connections to services, with TLS to those that want it.
#[derive(Clone, Debug)]
pub(super) struct Connector {
    tls: HttpsConnector<Route>,
    /// For all of it, handshakes included.
    limit: Duration,
}

impl Connector {
    pub(super) fn new(settings: &NetSettings) -> Result<Self, BuildTransportError> {
        let tls = client_config(settings)?;
        let route = Route::new(settings.proxy.clone(), Arc::new(tls.clone()));
        let builder = HttpsConnectorBuilder::new().with_tls_config(tls);
        Ok(Self {
            tls: builder.https_or_http().enable_http1().wrap_connector(route),
            limit: settings.connect_timeout,
        })
    }

    /// A connection to the service at `to`. Nothing of a request is sent yet.
    pub(super) async fn connect(&self, to: Uri) -> Result<Stream, TransportError> {
        let mut tls = self.tls.clone();
        let connecting = async {
            poll_fn(|cx| tls.poll_ready(cx)).await?;
            tls.call(to).await
        };
        let connected = match tokio::time::timeout(self.limit, connecting).await {
            Ok(connected) => connected,
            Err(_) => Err(io::Error::from(io::ErrorKind::TimedOut).into()),
        };
        connected.map_err(|error| TransportError::with_source(classify::unsent(&*error), error))
    }
}

/// Where to connect to, and with `https` where the proxy itself wants TLS.
fn proxy_uri(hop: &Hop) -> Result<Uri, BoxError> {
    let scheme = match hop.kind {
        HopKind::Https => "https",
        _ => "http",
    };
    let authority: Authority = format!("{}:{}", hop.host, hop.port).parse()?;
    Ok(Uri::builder()
        .scheme(scheme)
        .authority(authority)
        .path_and_query("/")
        .build()?)
}

fn basic(user: &str, password: &str) -> Result<HeaderValue, BoxError> {
    let encoded = Base64::encode_string(format!("{user}:{password}").as_bytes());
    let mut value = HeaderValue::try_from(format!("Basic {encoded}"))?;
    value.set_sensitive(true);
    Ok(value)
}

/// The same address with its port written out: proxies' connectors take 443 for the port of any that has none.
fn with_port(uri: Uri) -> Result<Uri, BoxError> {
    let port = if uri.scheme_str() == Some("https") { 443 } else { 80 };
    let Some(host) = uri.host().filter(|_| uri.port_u16().is_none()) else {
        return Ok(uri);
    };
    let authority = format!("{host}:{port}").parse()?;
    with_authority(uri, authority)
}

/// The same address with its name looked up, here and off this thread.
async fn resolved(uri: Uri, wanted: fn(&SocketAddr) -> bool) -> Result<Uri, BoxError> {
    let named = uri.authority().map(Authority::as_str).unwrap_or_default().to_owned();
    let address = tokio::net::lookup_host(named).await?.find(wanted);
    let Some(address) = address else {
        return Err(io::Error::from(io::ErrorKind::AddrNotAvailable).into());
    };
    let authority = address.to_string().parse()?;
    with_authority(uri, authority)
}

fn with_authority(uri: Uri, authority: Authority) -> Result<Uri, BoxError> {
    let mut parts = uri.into_parts();
    parts.authority = Some(authority);
    Ok(Uri::from_parts(parts)?)
}
