use core::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use std::time::Instant;

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use crate::{
    BlockingBody, BlockingTransport, Body, Sleeper, TimeLimits, Transport, TransportError, TransportErrorKind,
    sleeper::Sleep,
};

/// A transport with an end to its patience.
///
/// Beneath a [`Retry`](crate::Retry) it bounds an attempt, above one it bounds the call with all its attempts and waits:
///
/// ```
/// use core::time::Duration;
/// use http_endpoint::{Chance, Deadline, Retry, RetryPolicy, Sleeper, Transport};
///
/// fn bounded(transport: impl Transport, sleeper: Sleeper) -> impl Transport {
///     let attempt = Deadline::new(transport, sleeper.clone()).head(Duration::from_secs(5));
///     let retry = Retry::new(attempt, RetryPolicy::new(), sleeper.clone(), Chance::hash_keys());
///     Deadline::new(retry, sleeper).exchange(Duration::from_secs(20))
/// }
/// ```
///
/// Without any limit it adds nothing. What is late is [`TransportErrorKind::Timeout`], and its connection is given up.
/// The limit on connecting is the adapters' own, because only they know that nothing was sent yet.
///
/// Around a [`BlockingTransport`] the limits travel with the request, as [`TimeLimits`], for the transport to keep them:
/// no thread is interrupted, and what a transport that knows nothing of them brings late is taken all the same. `ureq`
/// keeps the limit of the head for connecting, sending and waiting each, and that of a piece of the body for pieces of
/// the head, too. A [`Retry`](crate::Retry) between two deadlines does not wait past the end of the outer one: the last
/// attempt's outcome is the call's. Time is the system's, and [`Sleeper::thread`] the sleeper.
#[derive(Clone, Debug)]
pub struct Deadline<T> {
    transport: T,
    sleeper: Sleeper,
    head: Option<Duration>,
    exchange: Option<Duration>,
    idle: Option<Duration>,
}

impl<T> Deadline<T> {
    /// No limit yet.
    pub fn new(transport: T, sleeper: Sleeper) -> Self {
        Self {
            transport,
            sleeper,
            head: None,
            exchange: None,
            idle: None,
        }
    }

    /// Bounds the time until the head of the answer is there.
    #[must_use]
    pub fn head(mut self, limit: Duration) -> Self {
        self.head = Some(limit);
        self
    }

    /// Bounds the time until the end of the body. A long download needs [`idle`](Self::idle) instead.
    #[must_use]
    pub fn exchange(mut self, limit: Duration) -> Self {
        self.exchange = Some(limit);
        self
    }

    /// Bounds the wait for each piece of the body.
    #[must_use]
    pub fn idle(mut self, limit: Duration) -> Self {
        self.idle = Some(limit);
        self
    }
}

impl<T: Transport> Transport for Deadline<T> {
    async fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> {
        let mut exchange = self.exchange.map(|limit| self.sleeper.sleep(limit));
        let mut head = self.head.map(|limit| self.sleeper.sleep(limit));
        let mut sending = core::pin::pin!(self.transport.send(request));
        let response = core::future::poll_fn(|cx| {
            if let Poll::Ready(result) = sending.as_mut().poll(cx) {
                return Poll::Ready(result);
            }
            if is_over(&mut exchange, cx) || is_over(&mut head, cx) {
                return Poll::Ready(Err(TransportErrorKind::Timeout.into()));
            }
            Poll::Pending
        })
        .await?;
        if exchange.is_none() && self.idle.is_none() {
            return Ok(response);
        }
        Ok(response.map(|body| {
            Body::new(TimedBody {
                body,
                exchange,
                idle: self.idle.map(|limit| (limit, self.sleeper.clone())),
                waiting: None,
            })
        }))
    }
}

impl<T: BlockingTransport> BlockingTransport for Deadline<T> {
    fn send(&self, mut request: http::Request<Bytes>) -> Result<http::Response<BlockingBody>, TransportError> {
        let now = Instant::now();
        let limits = TimeLimits::of(&request).unwrap_or_default();
        let limits = limits.and(now, self.head, self.exchange, self.idle);
        if limits.head_left(now) == Some(Duration::ZERO) {
            return Err(TransportErrorKind::Timeout.into());
        }
        request.extensions_mut().insert(limits);
        let response = self.transport.send(request)?;
        Ok(match limits.exchange() {
            None => response,
            Some(end) => response.map(|body| body.until(end)),
        })
    }
}

struct TimedBody {
    body: Body,
    exchange: Option<Sleep>,
    idle: Option<(Duration, Sleeper)>,
    /// Runs while the next piece is waited for.
    waiting: Option<Sleep>,
}

impl http_body::Body for TimedBody {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let this = &mut *self;
        // First, for a body that never lets us wait must end too.
        let mut late = is_over(&mut this.exchange, cx);
        if !late {
            if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(cx) {
                this.waiting = None;
                return Poll::Ready(frame);
            }
            if let (None, Some((limit, sleeper))) = (&this.waiting, &this.idle) {
                this.waiting = Some(sleeper.sleep(*limit));
            }
            late = is_over(&mut this.waiting, cx);
        }
        if late {
            this.body = Body::empty();
            return Poll::Ready(Some(Err(TransportErrorKind::Timeout.into())));
        }
        Poll::Pending
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Whether the wait has ended. One that has is not polled again.
fn is_over(sleep: &mut Option<Sleep>, cx: &mut Context<'_>) -> bool {
    let over = sleep.as_mut().is_some_and(|sleep| sleep.as_mut().poll(cx).is_ready());
    if over {
        *sleep = None;
    }
    over
}
