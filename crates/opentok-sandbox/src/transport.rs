use core::{
    pin::Pin,
    task::{Context, Poll, Waker},
};
use std::io::{self, Read};

use bytes::{Buf, Bytes};
use http_body::Body as _;
use http_endpoint::{BlockingBody, BlockingTransport, Body, Transport, TransportError, TransportErrorKind};

use crate::{Disturbance, Sandbox};

/// The sandbox as a client's transport, awaited or blocking: no socket, no thread, no wait.
///
/// A scripted delay moves the sandbox's clock instead of keeping the caller waiting; a scripted break of the connection is
/// [`TransportErrorKind::Interrupted`]. A clone speaks to the same sandbox.
#[derive(Clone, Debug)]
pub struct SandboxTransport(Sandbox);

impl SandboxTransport {
    pub(crate) const fn new(sandbox: Sandbox) -> Self {
        Self(sandbox)
    }

    fn answer(&self, request: http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> {
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

impl Transport for SandboxTransport {
    async fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> {
        self.answer(request)
    }
}

impl BlockingTransport for SandboxTransport {
    fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<BlockingBody>, TransportError> {
        let response = self.answer(request)?;
        Ok(response.map(|body| {
            let announced = body.size_hint().exact();
            let body = BlockingBody::new(Ready {
                body,
                piece: Bytes::new(),
            });
            match announced {
                Some(len) => body.announced(len),
                None => body,
            }
        }))
    }
}

/// A body as a reader. The sandbox makes its bodies as they are read, so that none is ever waited for.
struct Ready {
    body: Body,
    piece: Bytes,
}

impl Read for Ready {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            let frame = Pin::new(&mut self.body).poll_frame(&mut Context::from_waker(Waker::noop()));
            match frame {
                Poll::Ready(None) => return Ok(0),
                Poll::Ready(Some(frame)) => {
                    let frame = frame.map_err(io::Error::other)?;
                    self.piece = frame.into_data().unwrap_or_default();
                }
                Poll::Pending => return Err(io::ErrorKind::WouldBlock.into()),
            }
        }
        let len = self.piece.len().min(buffer.len());
        self.piece.copy_to_slice(&mut buffer[..len]);
        Ok(len)
    }
}
