use core::{error::Error, fmt, future::poll_fn, marker::PhantomData};
use std::io;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use tower_service::Service;

use crate::{Body, BuildRequestError, Transport, TransportError, TransportErrorKind};

/// Any [`tower_service::Service`] of HTTP requests as a [`Transport`]: a client with layers around it, or a router in
/// the same process.
///
/// The service is cloned for each request, as is the custom there; `B` is the body it takes. Its errors are of a kind
/// that says the least: [`Interrupted`](TransportErrorKind::Interrupted), unless there is a [`TransportError`] or an
/// [`io::Error`] beneath that says more, or the service was not even ready, so that it saw nothing.
///
/// ```
/// use bytes::Bytes;
/// use http_body_util::Full;
/// use http_endpoint::{TowerTransport, Transport};
/// use tower_service::Service;
///
/// fn carry<S>(service: S) -> impl Transport
/// where
///     S: Service<http::Request<Full<Bytes>>, Response = http::Response<Full<Bytes>>, Error = std::io::Error>,
///     S: Clone + Send + Sync,
///     S::Future: Send,
/// {
///     TowerTransport::new(service)
/// }
/// ```
pub struct TowerTransport<S, B = Full<Bytes>> {
    service: S,
    body: PhantomData<fn(Bytes) -> B>,
}

impl<S, B> TowerTransport<S, B> {
    /// Carries requests to `service`.
    pub fn new(service: S) -> Self {
        Self {
            service,
            body: PhantomData,
        }
    }
}

impl<S, B, R> Transport for TowerTransport<S, B>
where
    S: Service<http::Request<B>, Response = http::Response<R>> + Clone + Send + Sync,
    S::Future: Send,
    S::Error: Into<Box<dyn Error + Send + Sync>> + Send,
    B: From<Bytes> + Send,
    R: http_body::Body<Data = Bytes> + Send + 'static,
    R::Error: Into<Box<dyn Error + Send + Sync>>,
{
    async fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> {
        BuildRequestError::check(&request)?;
        let mut service = self.service.clone();
        poll_fn(|cx| service.poll_ready(cx))
            .await
            .map_err(|error| TransportError::with_source(TransportErrorKind::Connect, error))?;
        let answering = service.call(request.map(B::from));
        let response = answering.await.map_err(|error| transport_error(error.into()))?;
        Ok(response.map(|body| Body::new(body.map_err(|error| transport_error(error.into())))))
    }
}

impl<S: Clone, B> Clone for TowerTransport<S, B> {
    fn clone(&self) -> Self {
        Self::new(self.service.clone())
    }
}

impl<S, B> fmt::Debug for TowerTransport<S, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TowerTransport(..)")
    }
}

fn transport_error(error: Box<dyn Error + Send + Sync>) -> TransportError {
    let error = match error.downcast::<TransportError>() {
        Ok(error) => return *error,
        Err(error) => error,
    };
    let kind = told(&*error).unwrap_or(TransportErrorKind::Interrupted);
    TransportError::with_source(kind, error)
}

/// The first error from the top that says when it failed.
fn told(error: &(dyn Error + 'static)) -> Option<TransportErrorKind> {
    let mut next = Some(error);
    for _ in 0..MAX_DEPTH {
        let error = next?;
        if let Some(kind) = kind(error) {
            return Some(kind);
        }
        next = error.source();
    }
    None
}

fn kind(error: &(dyn Error + 'static)) -> Option<TransportErrorKind> {
    if let Some(error) = error.downcast_ref::<TransportError>() {
        return Some(error.kind());
    }
    match error.downcast_ref::<io::Error>()?.kind() {
        io::ErrorKind::ConnectionRefused => Some(TransportErrorKind::Connect),
        io::ErrorKind::TimedOut => Some(TransportErrorKind::Timeout),
        _ => None,
    }
}

const MAX_DEPTH: usize = 32;
