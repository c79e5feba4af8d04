use core::{
    error::Error,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use std::io;

use base64ct::{Base64, Encoding};
use http::{HeaderValue, Uri, uri::Authority};
use hyper_util::{
    client::legacy::connect::{
        HttpConnector,
        proxy::{SocksV5, Tunnel},
    },
    rt::TokioIo,
};
use tokio::net::TcpStream;
use tower_service::Service;

use crate::net::{Hop, HopKind, Proxy};

type BoxError = Box<dyn Error + Send + Sync>;
type Connecting<T> = Pin<Box<dyn Future<Output = Result<T, BoxError>> + Send>>;

/// Opens a TCP connection to a service, through the proxy that is meant for it.
#[derive(Clone, Debug)]
pub(super) struct Route {
    tcp: HttpConnector,
    proxy: Option<Proxy>,
}

impl Route {
    pub(super) fn new(proxy: Option<Proxy>) -> Self {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        Self { tcp, proxy }
    }

    fn through(&self, hop: &Hop, to: Uri) -> Result<Connecting<TokioIo<TcpStream>>, BoxError> {
        let authority: Authority = format!("{}:{}", hop.host, hop.port).parse()?;
        let proxy = Uri::builder()
            .scheme("http")
            .authority(authority)
            .path_and_query("/")
            .build()?;
        let to = with_port(to)?;
        if hop.kind == HopKind::Http {
            let mut tunnel = Tunnel::new(proxy, self.tcp.clone());
            if let Some((user, password)) = &hop.user {
                let basic = format!(
                    "Basic {}",
                    Base64::encode_string(format!("{user}:{password}").as_bytes())
                );
                let mut value = HeaderValue::try_from(basic)?;
                value.set_sensitive(true);
                tunnel = tunnel.with_auth(value);
            }
            return Ok(boxed(tunnel.call(to)));
        }
        let mut socks = SocksV5::new(proxy, self.tcp.clone()).local_dns(hop.kind == HopKind::Socks5);
        if let Some((user, password)) = hop.user.clone() {
            socks = socks.with_auth(user, password);
        }
        Ok(boxed(socks.call(to)))
    }
}

impl Service<Uri> for Route {
    type Response = TokioIo<TcpStream>;
    type Error = BoxError;
    type Future = Connecting<Self::Response>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.tcp.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        match self.proxy.as_ref().and_then(|proxy| proxy.hop_to(&to)) {
            None => boxed(self.tcp.call(to)),
            Some(hop) => self
                .through(hop, to)
                .unwrap_or_else(|error| Box::pin(async { Err(error) })),
        }
    }
}

/// A connector that must be done in time, handshakes included.
#[derive(Clone, Debug)]
pub(super) struct Timed<C> {
    pub(super) connector: C,
    pub(super) limit: Duration,
}

impl<C> Service<Uri> for Timed<C>
where
    C: Service<Uri, Error = BoxError>,
    C::Future: Send + 'static,
{
    type Response = C::Response;
    type Error = BoxError;
    type Future = Connecting<C::Response>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.connector.poll_ready(cx)
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let limit = self.limit;
        let connecting = self.connector.call(to);
        Box::pin(async move {
            match tokio::time::timeout(limit, connecting).await {
                Ok(connected) => connected,
                Err(_) => Err(io::Error::from(io::ErrorKind::TimedOut).into()),
            }
        })
    }
}

/// The same address with its port written out: proxies' connectors take 443 for the port of any that has none.
fn with_port(uri: Uri) -> Result<Uri, BoxError> {
    let port = if uri.scheme_str() == Some("https") { 443 } else { 80 };
    let Some(host) = uri.host().filter(|_| uri.port_u16().is_none()) else {
        return Ok(uri);
    };
    let authority: Authority = format!("{host}:{port}").parse()?;
    let mut parts = uri.into_parts();
    parts.authority = Some(authority);
    Ok(Uri::from_parts(parts)?)
}

fn boxed<T, E>(connecting: impl Future<Output = Result<T, E>> + Send + 'static) -> Connecting<T>
where
    E: Into<BoxError>,
{
    Box::pin(async { connecting.await.map_err(Into::into) })
}
