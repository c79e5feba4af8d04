use alloc::sync::Arc;
use core::{
    fmt,
    future::poll_fn,
    pin::{Pin, pin},
};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;

use super::{
    hyper_body::HyperBody, hyper_connection::Connection, hyper_connector::Connector, hyper_pool::Pool, origin::Origin,
};
use crate::{
    Body, BuildRequestError, Transport, TransportError,
    net::{BuildTransportError, NetSettings, slots::Slots},
};

type Connecting<'a> = Pin<Box<dyn Future<Output = Result<Box<Connection>, TransportError>> + Send + 'a>>;

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

    /// Boxed, and made out of line: connecting takes a lot of room, which an exchange over a kept connection need carry along
    /// neither in its future nor on its stack.
    #[cold]
    #[inline(never)]
    fn connect(&self, origin: Origin) -> Connecting<'_> {
        Box::pin(async {
            let stream = self.connector.connect(origin.uri()?).await?;
            Connection::new(origin, stream).await.map(Box::new)
        })
    }
}

impl Transport for HyperTransport {
    fn send(&self, request: Request<Bytes>) -> impl Future<Output = Result<Response<Body>, TransportError>> + Send {
        let checked = BuildRequestError::check(&request);
        // Out here, so that the future has room for one request only.
        let mut request = request.map(Full::new);
        async move {
            checked?;
            let origin = Origin::take(&mut request)?;
            let slot = match self.slots.try_take() {
                Some(slot) => slot,
                None => Box::pin(self.slots.take()).await?,
            };
            loop {
                let kept = self.pool.take(&origin);
                let is_new = kept.is_none();
                let mut connection = match kept {
                    Some(kept) => kept,
                    None => self.connect(origin.clone()).await?,
                };
                let mut answer = pin!(connection.send(request));
                match poll_fn(|cx| connection.poll_answer(answer.as_mut(), cx)).await {
                    Ok(head) => {
                        return Ok(head.map(|incoming| HyperBody::begin(incoming, connection, &self.pool, slot)));
                    }
                    Err(failed) if is_new => return Err(failed.error),
                    // The service has hung up. Nothing was sent, so that the next one may do.
                    Err(failed) => request = *failed.unsent.ok_or(failed.error)?,
                }
            }
        }
    }
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HyperTransport(..)")
    }
}
