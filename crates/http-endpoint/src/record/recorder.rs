use core::fmt;
use std::{
    io::{self, Write},
    sync::{Mutex, PoisonError},
};

use bytes::Bytes;

use super::{
    Redaction,
    line::{self, Asked, Came},
};
use crate::{Body, DEFAULT_MAX_BODY, Transport, TransportError, read_response};

/// A transport that writes down every exchange, one line of JSON each, for [`Replay`](crate::Replay).
///
/// Exchanges are written in the order in which they end. What is left out is said at [`Redaction`]. An answer is read whole before the caller gets it, and must not be longer
/// than [`max_body`](Self::max_body). Failures are written down too, by their kind.
///
/// ```
/// use http_endpoint::{Body, FnTransport, Record, Transport};
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let service = FnTransport(|_| async { Ok(http::Response::new(Body::from("hello"))) });
/// let record = Record::new(service, Vec::new());
/// record.send(http::Request::new(bytes::Bytes::new())).await?;
/// let lines = record.finish()?;
/// assert!(lines.starts_with(b"{\"request\""));
/// # Ok(())
/// # }
/// ```
pub struct Record<T, W> {
    transport: T,
    redaction: Redaction,
    max_body: usize,
    sink: Mutex<Sink<W>>,
}

struct Sink<W> {
    writer: W,
    failure: Option<io::Error>,
}

impl<T: Transport, W: Write + Send> Record<T, W> {
    /// Writes to `writer` what goes through `transport`. Answers up to [`DEFAULT_MAX_BODY`].
    pub fn new(transport: T, writer: W) -> Self {
        Self {
            transport,
            redaction: Redaction::new(),
            max_body: DEFAULT_MAX_BODY,
            sink: Mutex::new(Sink { writer, failure: None }),
        }
    }

    /// Leaves out more.
    #[must_use]
    pub fn redaction(mut self, redaction: Redaction) -> Self {
        self.redaction = redaction;
        self
    }

    /// The longest answer, in bytes. A longer one is
    /// [`TransportErrorKind::TooLarge`](crate::TransportErrorKind::TooLarge).
    #[must_use]
    pub fn max_body(mut self, limit: usize) -> Self {
        self.max_body = limit;
        self
    }

    /// Ends the recording.
    ///
    /// # Errors
    ///
    /// The first failure to write. Nothing was written after it; the exchanges themselves went on undisturbed.
    pub fn finish(self) -> io::Result<W> {
        let mut sink = self.sink.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(failure) = sink.failure {
            return Err(failure);
        }
        sink.writer.flush()?;
        Ok(sink.writer)
    }

    fn write(&self, line: &str) {
        let mut sink = self.sink.lock().unwrap_or_else(PoisonError::into_inner);
        if sink.failure.is_none() {
            sink.failure = sink.writer.write_all(line.as_bytes()).err();
        }
    }
}

impl<T: Transport, W: Write + Send> Transport for Record<T, W> {
    async fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> {
        let headers = self.redaction.headers(request.headers());
        let asked = Asked::new(&request, &self.redaction).to_json(&headers);
        let came = match self.transport.send(request).await {
            Ok(response) => read_response(response, self.max_body).await,
            Err(error) => Err(error),
        };
        match came {
            Ok(response) => {
                let came = Came::Response(response.clone());
                self.write(&line::write(asked, came.to_json(&self.redaction)));
                Ok(response.map(Body::from))
            }
            Err(error) => {
                let came = Came::Failure(error.kind());
                self.write(&line::write(asked, came.to_json(&self.redaction)));
                Err(error)
            }
        }
    }
}

impl<T: fmt::Debug, W> fmt::Debug for Record<T, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record")
            .field("transport", &self.transport)
            .finish_non_exhaustive()
    }
}
