use alloc::sync::Arc;
use core::{
    pin::Pin,
    task::{Context, Poll, Waker},
};

use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};
use hyper::body::Incoming;

use super::{
    hyper_connection::{Connection, lost},
    hyper_pool::Pool,
};
use crate::TransportError;

/// The body of an answer, and the connection that it comes over: whoever reads the one drives the other.
///
/// At its end the connection is kept for the next exchange. One that is dropped before closes it, unless what is left has
/// arrived already.
pub(super) struct HyperBody {
    /// `None` at the end.
    incoming: Option<Incoming>,
    /// `None` at the end.
    connection: Option<Box<Connection>>,
    pool: Arc<Pool>,
}

impl HyperBody {
    pub(super) fn new(incoming: Incoming, connection: Box<Connection>, pool: &Arc<Pool>) -> Self {
        Self {
            incoming: Some(incoming),
            connection: Some(connection),
            pool: Arc::clone(pool),
        }
    }

    /// What has arrived.
    fn next(&mut self) -> Poll<Option<hyper::Result<Frame<Bytes>>>> {
        // More comes by the connection alone, which knows whom to wake.
        let mut nobody = Context::from_waker(Waker::noop());
        match &mut self.incoming {
            Some(incoming) => Pin::new(incoming).poll_frame(&mut nobody),
            None => Poll::Ready(None),
        }
    }

    fn end(&mut self) {
        // First, so that the connection learns that nobody reads on.
        self.incoming = None;
        if let Some(mut connection) = self.connection.take()
            && connection.is_free()
        {
            self.pool.keep(connection);
        }
    }
}

impl http_body::Body for HyperBody {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let mut next = self.next();
        if next.is_pending()
            && let Some(connection) = &mut self.connection
        {
            connection.drive(cx);
            next = self.next();
        }
        if !matches!(next, Poll::Pending | Poll::Ready(Some(Ok(_)))) {
            self.end();
        }
        next.map(|frame| frame.map(|frame| frame.map_err(lost)))
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.as_ref().is_none_or(Incoming::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        let hint = self.incoming.as_ref().map(Incoming::size_hint);
        hint.unwrap_or_else(|| SizeHint::with_exact(0))
    }
}

impl Drop for HyperBody {
    fn drop(&mut self) {
        self.end();
    }
}
