use core::fmt;

use bytes::Bytes;

use crate::{Body, BuildRequestError, Transport, TransportError};

/// A closure as a [`Transport`]: for tests, for odd clients, and for services in the same process.
///
/// ```
/// use http_endpoint::{Body, FnTransport, Transport};
/// # async fn run() -> Result<(), http_endpoint::TransportError> {
/// let echo = FnTransport(|request: http::Request<bytes::Bytes>| async move {
///     Ok(http::Response::new(Body::from(request.into_body())))
/// });
/// let response = echo.send(http::Request::new("hello".into())).await?;
/// assert_eq!(response.into_body().collect(100).await?, "hello");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy)]
pub struct FnTransport<F>(pub F);

impl<F, R> Transport for FnTransport<F>
where
    F: Fn(http::Request<Bytes>) -> R + Send + Sync,
    R: Future<Output = Result<http::Response<Body>, TransportError>> + Send,
{
    async fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> {
        BuildRequestError::check(&request)?;
        (self.0)(request).await
    }
}

impl<F> fmt::Debug for FnTransport<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FnTransport(..)")
    }
}
