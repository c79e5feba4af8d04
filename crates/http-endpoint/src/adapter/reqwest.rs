use core::fmt;

use ::reqwest::{
    Client, Request, Url,
    dns::{Addrs, Name, Resolve, Resolving},
    redirect,
};
use bytes::Bytes;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{
    Body, BuildRequestError, Transport, TransportError, TransportErrorKind,
    net::{BuildTransportError, Hop, HopKind, NetSettings, classify, client_config, slots::Slots},
};

/// reqwest as a [`Transport`]: HTTP/1.1 and HTTP/2; must be polled on a Tokio runtime.
///
/// A clone shares the connections.
///
/// ```no_run
/// use http_endpoint::{ReqwestTransport, net::NetSettings};
///
/// let transport = ReqwestTransport::new(&NetSettings::new())?;
/// # let _ = transport;
/// # Ok::<(), http_endpoint::net::BuildTransportError>(())
/// ```
#[derive(Clone)]
pub struct ReqwestTransport {
    client: Client,
    slots: Slots,
}

impl ReqwestTransport {
    /// A client with a pool of its own. Opens nothing yet.
    ///
    /// # Errors
    ///
    /// [`BuildTransportError::Identity`] if the client certificate cannot be used,
    /// [`BuildTransportError::Client`] if rustls or reqwest refuses something else.
    pub fn new(settings: &NetSettings) -> Result<Self, BuildTransportError> {
        let mut tls = client_config(settings)?;
        tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let mut builder = Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(redirect::Policy::none())
            .retry(::reqwest::retry::never())
            .referer(false)
            .no_proxy()
            .connect_timeout(settings.connect_timeout)
            .pool_idle_timeout(settings.idle_timeout)
            .pool_max_idle_per_host(settings.connections.get());
        if let Some(proxy) = settings.proxy.clone() {
            let [http, https] = proxy.try_map(hop_url)?;
            if proxy.hops().any(|hop| hop.kind == HopKind::Socks4) {
                builder = builder.dns_resolver(Version4First);
            }
            builder = builder.proxy(::reqwest::Proxy::custom(move |url| {
                let is_https = url.scheme() == "https";
                let port = url.port_or_known_default().unwrap_or_default();
                proxy.hop(is_https, url.host_str().unwrap_or_default(), port)?;
                if is_https { https.clone() } else { http.clone() }
            }));
        }
        let client = builder
            .build()
            .map_err(|error| BuildTransportError::Client(error.without_url().into()))?;
        let slots = Slots::new(settings);
        Ok(Self { client, slots })
    }
}

impl Transport for ReqwestTransport {
    async fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> {
        BuildRequestError::check(&request)?;
        let request = to_reqwest(request)?;
        let slot = self.slots.take().await?;
        let response = self.client.execute(request).await.map_err(transport_error)?;
        Ok(http::Response::from(response).map(|body| slot.hold(body, transport_error)))
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReqwestTransport(..)")
    }
}

/// reqwest reads the URL again, by rules of its own that resolve `..` however it is written. What it would change is
/// not sent.
fn to_reqwest(request: http::Request<Bytes>) -> Result<Request, TransportError> {
    let path = request.uri().path().to_owned();
    let query = request.uri().query().map(str::to_owned);
    let request = Request::try_from(request)
        .map_err(|error| TransportError::with_source(TransportErrorKind::Request, error.without_url()))?;
    if request.url().path() != path || request.url().query() != query.as_deref() {
        return Err(TransportErrorKind::Request.into());
    }
    Ok(request)
}

fn transport_error(error: ::reqwest::Error) -> TransportError {
    let kind = if error.is_connect() {
        classify::unsent(&error)
    } else if error.is_builder() {
        TransportErrorKind::Request
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else {
        TransportErrorKind::Interrupted
    };
    TransportError::with_source(kind, error.without_url())
}

fn hop_url(hop: &Hop) -> Result<Url, BuildTransportError> {
    let scheme = hop.kind.scheme();
    let encode = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
    let user = match &hop.user {
        Some((user, password)) => format!("{}:{}@", encode(user), encode(password)),
        None => String::new(),
    };
    let url = format!("{scheme}://{user}{}:{}", hop.host, hop.port);
    url.parse()
        .map_err(|_| BuildTransportError::Unsupported { setting: "proxy" })
}

/// Looks names up as usual, but with addresses of version 4 in front: SOCKS4 knows no other, and reqwest gives it the
/// first there is.
struct Version4First;

impl Resolve for Version4First {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let mut found: Vec<_> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            found.sort_by_key(|address| !address.is_ipv4());
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}
