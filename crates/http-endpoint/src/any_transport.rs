use alloc::sync::Arc;
use core::{fmt, pin::Pin};

use bytes::Bytes;

use crate::{Body, Transport, TransportError};

/// Any [`Transport`], behind one type. A clone shares it.
///
/// Costs one allocation and one indirect call for each request.
///
/// ```
/// use http_endpoint::{AnyTransport, Body, FnTransport};
///
/// struct Application {
///     transport: AnyTransport,
/// }
///
/// let transport = FnTransport(|_| async { Ok(http::Response::new(Body::empty())) });
/// let application = Application { transport: AnyTransport::new(transport) };
/// # let _ = application.transport;
/// ```
#[derive(Clone)]
pub struct AnyTransport(Arc<dyn ObjectSafe>);

impl AnyTransport {
    /// Forgets the type.
    pub fn new(transport: impl Transport + 'static) -> Self {
        Self(Arc::new(transport))
    }
}

impl Transport for AnyTransport {
    async fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> {
        self.0.send_boxed(request).await
    }
}

impl fmt::Debug for AnyTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnyTransport(..)")
    }
}

type Sending<'a> = Pin<Box<dyn Future<Output = Result<http::Response<Body>, TransportError>> + Send + 'a>>;

/// [`Transport`] as it must look to be called without knowing its type.
trait ObjectSafe: Send + Sync {
    fn send_boxed(&self, request: http::Request<Bytes>) -> Sending<'_>;
}

impl<T: Transport> ObjectSafe for T {
    fn send_boxed(&self, request: http::Request<Bytes>) -> Sending<'_> {
        Box::pin(self.send(request))
    }
}
