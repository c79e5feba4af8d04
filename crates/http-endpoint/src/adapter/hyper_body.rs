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
use crate::{Body, TransportError, net::slots::Slot};

/// The body of an answer, and the connection that it comes over: whoever reads the one drives the other.
///
/// At its end the connection is kept for the next exchange. One that is dropped before closes it, unless what is left has
/// arrived already.
pub(super) struct HyperBody {
    /// What arrived with the head, if that was not all.
    early: Option<Next>,
    /// `None` at the end.
    incoming: Option<Incoming>,
    /// `None` at the end.
    connection: Option<Box<Connection>>,
    pool: Arc<Pool>,
}

type Next = Option<hyper::Result<Frame<Bytes>>>;

impl HyperBody {
    /// The body of an answer of which the head is there. One that came with its head is whole, and the connection free at
    /// once; any other holds on to all that it needs.
    pub(super) fn begin(mut incoming: Incoming, mut connection: Box<Connection>, pool: &Arc<Pool>, slot: Slot) -> Body {
        let early = match arrived(&mut incoming) {
            Poll::Pending => None,
            Poll::Ready(early) => Some(early),
        };
        let is_whole = match &early {
            None | Some(Some(Err(_))) => false,
            Some(None) => true,
            Some(Some(Ok(frame))) => frame.is_data() && incoming.is_end_stream(),
        };
        if !is_whole {
            let body = Self {
                early,
                incoming: Some(incoming),
                connection: Some(connection),
                pool: Arc::clone(pool),
            };
            return slot.hold(body, |error| error);
        }
        // First, so that the connection learns that nobody reads on.
        drop(incoming);
        if connection.is_free() {
            pool.keep(connection);
        }
        match early {
            Some(Some(Ok(frame))) => Body::from(frame.into_data().unwrap_or_default()),
            _ => Body::empty(),
        }
    }

    /// What has arrived.
    fn next(&mut self) -> Poll<Next> {
        if let Some(early) = self.early.take() {
            return Poll::Ready(early);
        }
        self.incoming.as_mut().map_or(Poll::Ready(None), arrived)
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

/// More comes by the connection alone, which knows whom to wake.
fn arrived(incoming: &mut Incoming) -> Poll<Next> {
    Pin::new(incoming).poll_frame(&mut Context::from_waker(Waker::noop()))
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
        self.early.is_none() && self.incoming.as_ref().is_none_or(Incoming::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        let early = match &self.early {
            Some(Some(Ok(frame))) => frame.data_ref().map_or(0, |data| data.len() as u64),
            _ => 0,
        };
        let late = self
            .incoming
            .as_ref()
            .map_or(SizeHint::with_exact(0), Incoming::size_hint);
        let mut hint = SizeHint::new();
        hint.set_lower(late.lower().saturating_add(early));
        if let Some(upper) = late.upper() {
            hint.set_upper(upper.saturating_add(early));
        }
        hint
    }
}

impl Drop for HyperBody {
    fn drop(&mut self) {
        self.end();
    }
}
