use alloc::sync::Arc;
use core::fmt;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;

use super::{
    hyper_body::HyperBody, hyper_connection::Connection, hyper_connector::Connector, hyper_pool::Pool, origin::Origin,
};
use crate::{
    Body, BuildRequestError, Transport, TransportError,
    net::{
        BuildTransportError, NetSettings,
        slots::{Slot, Slots},
    },
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
    connector: Connector,
    pool: Arc<Pool>,
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
        Ok(Self {
            connector: Connector::new(settings)?,
            pool: Arc::new(Pool::new(settings.connections.get(), settings.idle_timeout)),
            slots: Slots::new(settings),
        })
    }

    async fn connect(&self, origin: Origin) -> Result<Box<Connection>, TransportError> {
        let stream = self.connector.connect(origin.uri()?).await?;
        Connection::new(origin, stream).await.map(Box::new)
    }

    /// The answer. A body that came with its head is whole, and the connection free at once; any other holds on to all
    /// that it needs.
    fn answer(&self, head: Response<Incoming>, connection: Box<Connection>, slot: Slot) -> Response<Body> {
        head.map(|incoming| {
            let mut body = HyperBody::new(incoming, connection, &self.pool);
            match body.take_whole() {
                Some(whole) => Body::from(whole),
                None => slot.hold(body, |error| error),
            }
        })
    }
}

impl Transport for HyperTransport {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Body>, TransportError> {
        BuildRequestError::check(&request)?;
        let mut request = request.map(Full::new);
        let origin = Origin::take(&mut request)?;
        let slot = self.slots.take().await?;
        while let Some(mut kept) = self.pool.take(&origin) {
            match kept.send(request).await {
                Ok(head) => return Ok(self.answer(head, kept, slot)),
                // The service has hung up. Nothing was sent, so that the next one may do.
                Err(failed) => request = *failed.unsent.ok_or(failed.error)?,
            }
        }
        // Boxed: connecting takes a lot of room, which an exchange over a kept connection need not carry along.
        let mut new = Box::pin(self.connect(origin)).await?;
        let head = new.send(request).await.map_err(|failed| failed.error)?;
        Ok(self.answer(head, new, slot))
    }
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HyperTransport(..)")
    }
}
