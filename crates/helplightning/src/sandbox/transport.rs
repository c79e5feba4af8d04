use bytes::Bytes;
use http::{Request, Response};
use http_endpoint::{BlockingBody, BlockingTransport, Body, Transport, TransportError, TransportErrorKind};

use super::{Outcome, Sandbox};

/// Carries requests to a [`Sandbox`] in memory, awaited or blocking. A clone goes to the same one.
///
/// Where the sandbox [stalls](super::Fault::stall), the future waits for ever: put a
/// [`Deadline`](http_endpoint::Deadline) around it. A thread cannot be made to stop waiting, so for threads a stall is a
/// [`TransportErrorKind::Timeout`] at once.
#[derive(Clone, Debug)]
pub struct SandboxTransport(Sandbox);

impl SandboxTransport {
    pub(super) fn new(sandbox: Sandbox) -> Self {
        Self(sandbox)
    }
}

impl Transport for SandboxTransport {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Body>, TransportError> {
        match self.0.respond(&request) {
            Outcome::Answer(answer) => Ok(answer.map(Body::from)),
            Outcome::Break => Err(TransportErrorKind::Interrupted.into()),
            Outcome::Stall => core::future::pending().await,
        }
    }
}

impl BlockingTransport for SandboxTransport {
    fn send(&self, request: Request<Bytes>) -> Result<Response<BlockingBody>, TransportError> {
        match self.0.respond(&request) {
            Outcome::Answer(answer) => Ok(answer.map(BlockingBody::from)),
            Outcome::Break => Err(TransportErrorKind::Interrupted.into()),
            Outcome::Stall => Err(TransportErrorKind::Timeout.into()),
        }
    }
}
