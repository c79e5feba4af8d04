use alloc::sync::Arc;

use bytes::Bytes;

use crate::{Body, TransportError};

/// Carries one request to a service and brings its answer back.
///
/// An answer of any status is `Ok`. A transport owns connections, TLS, proxies and time limits; it does not follow
/// redirects, does not retry (but for [`Retry`](crate::Retry), whose job it is) and does not log headers. The head of
/// the answer comes at once, the body as the caller reads it.
///
/// Implementations may write `async fn send(&self, …)`. References, `Box` and `Arc` of a transport are transports,
/// [`FnTransport`](crate::FnTransport) makes one of a closure, and [`AnyTransport`](crate::AnyTransport) is for those
/// who want no type parameter.
pub trait Transport: Send + Sync {
    /// Sends `request`. Dropping the future abandons the exchange.
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> impl Future<Output = Result<http::Response<Body>, TransportError>> + Send;
}

impl<T: Transport> Transport for &T {
    async fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> {
        (**self).send(request).await
    }
}

impl<T: Transport> Transport for Box<T> {
    async fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> {
        (**self).send(request).await
    }
}

impl<T: Transport> Transport for Arc<T> {
    async fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> {
        (**self).send(request).await
    }
}
