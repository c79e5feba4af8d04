use bytes::Bytes;
use http_endpoint::{Body, Transport, TransportError, TransportErrorKind};

use crate::{Disturbance, Sandbox};

/// The sandbox as a client's transport: no socket, no thread, no wait.
///
/// A scripted delay moves the sandbox's clock instead of keeping the caller waiting; a scripted break of the connection is
/// [`TransportErrorKind::Interrupted`]. A clone speaks to the same sandbox.
#[derive(Clone, Debug)]
pub struct SandboxTransport(Sandbox);

impl SandboxTransport {
    pub(crate) const fn new(sandbox: Sandbox) -> Self {
        Self(sandbox)
    }
}

impl Transport for SandboxTransport {
    async fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> {
        let response = self.0.respond(request);
        let Some(disturbance) = response.extensions().get::<Disturbance>() else {
            return Ok(response);
        };
        self.0.advance(disturbance.delay);
        if disturbance.drop {
            return Err(TransportErrorKind::Interrupted.into());
        }
        Ok(response)
    }
}
