use alloc::sync::Arc;
use core::fmt;
use std::{
    io::{self, Read},
    time::Instant,
};

use bytes::Bytes;

use crate::{TransportError, TransportErrorKind, body::within};

/// Carries one request to a service and brings its answer back, while the thread waits.
///
/// The twin of [`Transport`](crate::Transport) for threads that may wait. Its duties are the same.
pub trait BlockingTransport: Send + Sync {
    /// Sends `request` and waits for the head of the answer.
    ///
    /// # Errors
    ///
    /// If there was no answer. An answer of any status is `Ok`.
    fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<BlockingBody>, TransportError>;
}

impl<T: BlockingTransport + ?Sized> BlockingTransport for &T {
    fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<BlockingBody>, TransportError> {
        (**self).send(request)
    }
}

impl<T: BlockingTransport + ?Sized> BlockingTransport for Box<T> {
    fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<BlockingBody>, TransportError> {
        (**self).send(request)
    }
}

impl<T: BlockingTransport + ?Sized> BlockingTransport for Arc<T> {
    fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<BlockingBody>, TransportError> {
        (**self).send(request)
    }
}

/// The body of an answer, which arrives as it is read.
pub struct BlockingBody {
    reader: Box<dyn Read + Send>,
    announced: Option<u64>,
}

impl BlockingBody {
    /// A body that is elsewhere still.
    ///
    /// If reading fails with an [`io::Error`] that wraps a [`TransportError`], that one is what
    /// [`collect`](Self::collect) tells.
    pub fn new(reader: impl Read + Send + 'static) -> Self {
        Self {
            reader: Box::new(reader),
            announced: None,
        }
    }

    /// Says how long the answer claims its body to be, in bytes.
    #[must_use]
    pub fn announced(mut self, len: u64) -> Self {
        self.announced = Some(len);
        self
    }

    /// The same body, which fails from `end` on.
    pub(crate) fn until(self, end: Instant) -> Self {
        let announced = self.announced;
        let body = Self::new(Until { body: self, end });
        Self { announced, ..body }
    }

    /// The whole body, if it is at most `limit` bytes long.
    ///
    /// # Errors
    ///
    /// [`TransportErrorKind::TooLarge`] if it is longer: at once if the answer announces its length, else as soon as
    /// `limit` is passed. Otherwise what the transport says.
    pub fn collect(mut self, limit: usize) -> Result<Bytes, TransportError> {
        within(
            usize::try_from(self.announced.unwrap_or(0)).unwrap_or(usize::MAX),
            limit,
        )?;
        let mut whole = Vec::new();
        let one_more = (limit as u64).saturating_add(1);
        self.by_ref()
            .take(one_more)
            .read_to_end(&mut whole)
            .map_err(transport_error)?;
        within(whole.len(), limit)?;
        Ok(whole.into())
    }
}

struct Until {
    body: BlockingBody,
    end: Instant,
}

impl Read for Until {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if Instant::now() >= self.end {
            return Err(io::Error::other(TransportError::from(TransportErrorKind::Timeout)));
        }
        self.body.read(buffer)
    }
}

impl Read for BlockingBody {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reader.read(buffer)
    }
}

impl fmt::Debug for BlockingBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingBody")
            .field("announced", &self.announced)
            .finish_non_exhaustive()
    }
}

impl<B: Into<Bytes>> From<B> for BlockingBody {
    fn from(bytes: B) -> Self {
        let bytes = bytes.into();
        let len = bytes.len() as u64;
        Self::new(io::Cursor::new(bytes)).announced(len)
    }
}

/// Reads the body of an answer whole, if it is at most `limit` bytes long.
///
/// # Errors
///
/// As [`BlockingBody::collect`].
pub fn read_blocking_response(
    response: http::Response<BlockingBody>,
    limit: usize,
) -> Result<http::Response<Bytes>, TransportError> {
    let (parts, body) = response.into_parts();
    Ok(http::Response::from_parts(parts, body.collect(limit)?))
}

fn transport_error(error: io::Error) -> TransportError {
    let kind = match error.kind() {
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => TransportErrorKind::Timeout,
        _ => TransportErrorKind::Interrupted,
    };
    match error.downcast::<TransportError>() {
        Ok(error) => error,
        Err(error) => TransportError::with_source(kind, error),
    }
}
