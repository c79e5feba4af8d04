use alloc::sync::Arc;
use core::{fmt, time::Duration};
use std::{
    io::{self, Read},
    time::Instant,
};

use ::ureq::{
    Agent, AsSendBody, Error, ProxyProtocol, Timeout,
    config::{AutoHeaderValue, ConfigBuilder, IpFamily},
    tls::{Certificate, ClientCert, PrivateKey, RootCerts, TlsConfig},
    typestate::AgentScope,
};
use bytes::Bytes;
use http::Method;

use crate::{
    BlockingBody, BlockingTransport, BuildRequestError, TimeLimits, TransportError, TransportErrorKind,
    net::{BuildTransportError, Hop, HopKind, Identity, NetSettings, Proxy, Roots, client_config},
};

/// ureq as a [`BlockingTransport`]: no runtime, no threads of its own. HTTP/1.1.
///
/// It believes either the roots of the web or roots of your own, not both at once, and its answers' heads may be
/// 64 KiB long. Names of SOCKS4 proxies are looked up for addresses of version 4 only. What bounds an exchange is a
/// [`Deadline`](crate::Deadline) above it. A clone shares the connections.
///
/// ```no_run
/// use http_endpoint::{UreqTransport, net::NetSettings};
///
/// let transport = UreqTransport::new(&NetSettings::new())?;
/// # let _ = transport;
/// # Ok::<(), http_endpoint::net::BuildTransportError>(())
/// ```
#[derive(Clone)]
pub struct UreqTransport {
    direct: Agent,
    /// To services with `http` and with `https`.
    proxied: [Option<Agent>; 2],
    proxy: Option<Proxy>,
    connect_timeout: Duration,
}

impl UreqTransport {
    /// A client with a pool of its own. Opens nothing yet.
    ///
    /// # Errors
    ///
    /// [`BuildTransportError::Unsupported`] if roots of the web and others are both to be believed, or if a SOCKS4 proxy
    /// is at an address of version 6,
    /// [`BuildTransportError::Identity`] if the client certificate cannot be used,
    /// [`BuildTransportError::Client`] if rustls refuses a root.
    pub fn new(settings: &NetSettings) -> Result<Self, BuildTransportError> {
        client_config(settings)?;
        let tls = tls_config(settings)?;
        let proxied = match &settings.proxy {
            Some(proxy) => proxy.try_map(|hop| proxied(settings, &tls, hop))?,
            None => [None, None],
        };
        Ok(Self {
            direct: Agent::new_with_config(config(settings, tls).build()),
            proxied,
            proxy: settings.proxy.clone(),
            connect_timeout: settings.connect_timeout,
        })
    }

    /// The request with as much time as there is left.
    fn limited<B: AsSendBody>(
        &self,
        agent: &Agent,
        limits: Option<TimeLimits>,
        request: http::Request<B>,
    ) -> Result<http::Request<B>, TransportError> {
        let Some(limits) = limits else {
            return Ok(request);
        };
        let now = Instant::now();
        let (head, exchange) = (limits.head_left(now), limits.exchange_left(now));
        if head == Some(Duration::ZERO) {
            return Err(TransportErrorKind::Timeout.into());
        }
        let connect = head.map_or(self.connect_timeout, |left| left.min(self.connect_timeout));
        Ok(agent
            .configure_request(request)
            .timeout_global(exchange)
            .timeout_resolve(Some(connect))
            .timeout_connect(Some(connect))
            .timeout_send_request(head)
            .timeout_send_body(head)
            .timeout_recv_response(head)
            .timeout_per_read(limits.idle())
            .build())
    }

    fn agent(&self, request: &http::Request<Bytes>) -> &Agent {
        let [http, https] = &self.proxied;
        let agent = if request.uri().scheme_str() == Some("https") {
            https
        } else {
            http
        };
        match self.proxy.as_ref().and_then(|proxy| proxy.hop_to(request.uri())) {
            Some(_) => agent.as_ref().unwrap_or(&self.direct),
            None => &self.direct,
        }
    }
}

impl BlockingTransport for UreqTransport {
    fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<BlockingBody>, TransportError> {
        BuildRequestError::check(&request)?;
        let agent = self.agent(&request);
        let has_body =
            !request.body().is_empty() || [Method::POST, Method::PUT, Method::PATCH].contains(request.method());
        let limits = TimeLimits::of(&request);
        let response = match has_body {
            true => agent.run(self.limited(agent, limits, request.map(Vec::from))?),
            false => agent.run(self.limited(agent, limits, request.map(|_| ()))?),
        };
        Ok(response.map_err(transport_error)?.map(|body| {
            let announced = body.content_length();
            let body = BlockingBody::new(TypedErrors(body.into_reader()));
            match announced {
                Some(len) => body.announced(len),
                None => body,
            }
        }))
    }
}

impl fmt::Debug for UreqTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UreqTransport(..)")
    }
}

/// A reader whose errors say when the exchange failed.
struct TypedErrors<R>(R);

impl<R: Read> Read for TypedErrors<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| {
            let kind = match kind(&Error::from(error)) {
                TransportErrorKind::Timeout => TransportErrorKind::Timeout,
                _ => TransportErrorKind::Interrupted,
            };
            io::Error::other(TransportError::new(kind))
        })
    }
}

fn config(settings: &NetSettings, tls: TlsConfig) -> ConfigBuilder<AgentScope> {
    Agent::config_builder()
        .http_status_as_error(false)
        .allow_non_standard_methods(true)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .user_agent(AutoHeaderValue::None)
        .accept(AutoHeaderValue::None)
        .accept_encoding(AutoHeaderValue::None)
        .timeout_resolve(Some(settings.connect_timeout))
        .timeout_connect(Some(settings.connect_timeout))
        .max_idle_age(settings.idle_timeout)
        .max_idle_connections(settings.connections.get())
        .max_idle_connections_per_host(settings.connections.get())
        .tls_config(tls)
        .proxy(None)
}

/// ureq gives SOCKS4 the first address there is, so that it must find none of version 6.
fn proxied(settings: &NetSettings, tls: &TlsConfig, hop: &Hop) -> Result<Agent, BuildTransportError> {
    let mut config = config(settings, tls.clone()).proxy(Some(hop_proxy(hop)?));
    if hop.kind == HopKind::Socks4 {
        if hop.host.starts_with('[') {
            let setting = "SOCKS4 proxy at an address of version 6";
            return Err(BuildTransportError::Unsupported { setting });
        }
        config = config.ip_family(IpFamily::Ipv4Only);
    }
    Ok(Agent::new_with_config(config.build()))
}

fn tls_config(settings: &NetSettings) -> Result<TlsConfig, BuildTransportError> {
    let Roots { web, own } = &settings.roots;
    let roots = match (web, own.is_empty()) {
        (true, true) => RootCerts::WebPki,
        (true, false) => {
            return Err(BuildTransportError::Unsupported {
                setting: "roots of the web and others",
            });
        }
        (false, _) => {
            let own: Vec<_> = own.iter().map(|root| Certificate::from_der(root).to_owned()).collect();
            RootCerts::Specific(Arc::new(own))
        }
    };
    let identity = settings.identity.as_ref().map(client_cert).transpose()?;
    Ok(TlsConfig::builder()
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .root_certs(roots)
        .client_cert(identity)
        .build())
}

fn client_cert(identity: &Identity) -> Result<ClientCert, BuildTransportError> {
    let chain: Vec<_> = identity
        .chain
        .iter()
        .map(|link| Certificate::from_der(link).to_owned())
        .collect();
    let key = PrivateKey::from_pem(identity.key.pem()).map_err(|_| BuildTransportError::Identity)?;
    Ok(ClientCert::new_with_certs(&chain, key))
}

fn hop_proxy(hop: &Hop) -> Result<::ureq::Proxy, BuildTransportError> {
    let (protocol, resolve_here) = match hop.kind {
        HopKind::Http => (ProxyProtocol::Http, false),
        HopKind::Https => (ProxyProtocol::Https, false),
        HopKind::Socks4 => (ProxyProtocol::Socks4, true),
        HopKind::Socks4a => (ProxyProtocol::Socks4A, false),
        HopKind::Socks5 => (ProxyProtocol::Socks5, true),
        HopKind::Socks5h => (ProxyProtocol::Socks5h, false),
    };
    let mut proxy = ::ureq::Proxy::builder(protocol)
        .host(&hop.host)
        .port(hop.port)
        .resolve_target(resolve_here);
    if let Some((user, password)) = &hop.user {
        proxy = proxy.username(user).password(password);
    }
    proxy
        .build()
        .map_err(|_| BuildTransportError::Unsupported { setting: "proxy" })
}

fn transport_error(error: Error) -> TransportError {
    let kind = kind(&error);
    match error {
        // These two tell the URL.
        Error::BadUri(_) | Error::RequireHttpsOnly(_) => kind.into(),
        error => TransportError::with_source(kind, error),
    }
}

/// What cannot have come after the request was sent is told apart; all else may have.
fn kind(error: &Error) -> TransportErrorKind {
    match error {
        Error::BadUri(_) | Error::Http(_) | Error::RequireHttpsOnly(_) => TransportErrorKind::Request,
        Error::Timeout(Timeout::Resolve | Timeout::Connect)
        | Error::HostNotFound
        | Error::ConnectionFailed
        | Error::ConnectProxyFailed(_) => TransportErrorKind::Connect,
        Error::Timeout(_) => TransportErrorKind::Timeout,
        Error::Tls(_) | Error::TlsRequired => TransportErrorKind::Tls,
        Error::LargeResponseHeader(..) => TransportErrorKind::TooLarge,
        Error::Rustls(error) if is_refusal(error) => TransportErrorKind::Tls,
        Error::Io(error) => io_kind(error),
        _ => TransportErrorKind::Interrupted,
    }
}

fn io_kind(error: &io::Error) -> TransportErrorKind {
    if error
        .get_ref()
        .and_then(|inner| inner.downcast_ref())
        .is_some_and(is_refusal)
    {
        return TransportErrorKind::Tls;
    }
    match error.kind() {
        io::ErrorKind::ConnectionRefused
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::AddrNotAvailable => TransportErrorKind::Connect,
        io::ErrorKind::TimedOut => TransportErrorKind::Timeout,
        _ => TransportErrorKind::Interrupted,
    }
}

/// A certificate is judged before the handshake ends.
fn is_refusal(error: &rustls::Error) -> bool {
    matches!(
        error,
        rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented
    )
}
