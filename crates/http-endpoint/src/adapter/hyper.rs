use alloc::sync::Arc;
use core::fmt;

use bytes::Bytes;
use http_body_util::Full;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::Client,
    rt::{TokioExecutor, TokioTimer},
};

use super::hyper_connector::{Route, Timed};
use crate::{
    Body, BuildRequestError, Transport, TransportError, TransportErrorKind,
    net::{BuildTransportError, NetSettings, classify, client_config, slots::Slots},
};

/// hyper as a [`Transport`]: the lean one. HTTP/1.1; must be polled on a Tokio runtime.
///
/// Through an HTTP proxy every service is reached by `CONNECT`, those with `http` included. A clone shares the
/// connections.
///
/// ```no_run
/// use http_endpoint::{HyperTransport, net::NetSettings};
///
/// let transport = HyperTransport::new(&NetSettings::new())?;
/// # let _ = transport;
/// # Ok::<(), http_endpoint::net::BuildTransportError>(())
/// ```
#[derive(Clone)]
pub struct HyperTransport {
    client: Client<Timed<HttpsConnector<Route>>, Full<Bytes>>,
    slots: Slots,
}

impl HyperTransport {
    /// A client with a pool of its own. Opens nothing yet.
    ///
    /// # Errors
    ///
    /// [`BuildTransportError::Identity`] if the client certificate cannot be used,
    /// [`BuildTransportError::Client`] if rustls refuses a root.
    pub fn new(settings: &NetSettings) -> Result<Self, BuildTransportError> {
        let tls = client_config(settings)?;
        let route = Route::new(settings.proxy.clone(), Arc::new(tls.clone()));
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_or_http()
            .enable_http1()
            .wrap_connector(route);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(settings.idle_timeout)
            .pool_max_idle_per_host(settings.connections.get())
            .build(Timed {
                connector,
                limit: settings.connect_timeout,
            });
        let slots = Slots::new(settings);
        Ok(Self { client, slots })
    }
}

impl Transport for HyperTransport {
    async fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> {
        BuildRequestError::check(&request)?;
        if request.uri().host().is_none() || request.uri().scheme().is_none() {
            return Err(TransportErrorKind::Request.into());
        }
        let slot = self.slots.take().await?;
        let response = self.client.request(request.map(Full::new)).await.map_err(|error| {
            let kind = if error.is_connect() {
                classify::unsent(&error)
            } else {
                TransportErrorKind::Interrupted
            };
            TransportError::with_source(kind, error)
        })?;
        let broken = |error| TransportError::with_source(TransportErrorKind::Interrupted, error);
        Ok(response.map(|body| slot.hold(body, broken)))
    }
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HyperTransport(..)")
    }
}
