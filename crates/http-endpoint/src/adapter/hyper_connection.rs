use core::{
    future::poll_fn,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

use bytes::Bytes;
use http::{HeaderValue, Request, Response, Version, header};
use http_body_util::Full;
use hyper::{
    body::Incoming,
    client::conn::http1::{self, SendRequest},
};
use tokio::task::unconstrained;

use super::{hyper_connector::Stream, origin::Origin};
use crate::{TransportError, TransportErrorKind};

/// A connection to one service.
///
/// No task stands behind it. Whoever has an exchange on it drives it, so that request and answer pass from hand to hand
/// without waking anybody, and nothing is left to end when it is dropped.
pub(super) struct Connection {
    origin: Origin,
    host: HeaderValue,
    sender: SendRequest<Full<Bytes>>,
    /// `None` once it has nothing left to do: the connection is closed.
    driver: Option<Driver>,
}

type Driver = http1::Connection<Stream, Full<Bytes>>;

/// Why there is no answer.
pub(super) struct Failed {
    pub(super) error: TransportError,
    /// The request, if nothing of it was sent.
    pub(super) unsent: Option<Box<Request<Full<Bytes>>>>,
}

impl Connection {
    /// Speaks HTTP to `origin` from now on, over `stream`.
    pub(super) async fn new(origin: Origin, stream: Stream) -> Result<Self, TransportError> {
        let host = origin.host()?;
        let (sender, driver) = http1::handshake(stream).await.map_err(lost)?;
        Ok(Self {
            origin,
            host,
            sender,
            driver: Some(driver),
        })
    }

    pub(super) fn leads_to(&self, origin: &Origin) -> bool {
        self.origin == *origin
    }

    /// Whether the exchange has ended well, so that another one may follow.
    pub(super) fn is_free(&mut self) -> bool {
        // Nobody waits here, so that nobody need be woken, not even by the next request; whoever waits next says so.
        self.drive(&mut Context::from_waker(Waker::noop()));
        self.driver.is_some() && self.sender.is_ready()
    }

    /// Sends a request, of which the address is a path, up to the head of the answer.
    pub(super) fn send(
        &mut self,
        mut request: Request<Full<Bytes>>,
    ) -> impl Future<Output = Result<Response<Incoming>, Failed>> + Send {
        // hyper knows of no other, and panics at some.
        *request.version_mut() = Version::HTTP_11;
        let host = request.headers_mut().entry(header::HOST);
        host.or_insert_with(|| self.host.clone());
        let answer = self.sender.try_send_request(request);
        let driver = &mut self.driver;
        async move {
            // Not part of the task's share of time, for it does no work.
            let mut answer = pin!(unconstrained(answer));
            let result = poll_fn(|cx| {
                drive(driver, cx);
                // What it waits for comes by the driver alone, which knows whom to wake.
                let polled = answer.as_mut().poll(&mut Context::from_waker(Waker::noop()));
                match polled.map(Some) {
                    Poll::Pending if driver.is_none() => Poll::Ready(None),
                    polled => polled,
                }
            });
            match result.await {
                Some(Ok(response)) => Ok(response),
                Some(Err(mut error)) => Err(Failed {
                    unsent: error.take_message().map(Box::new),
                    error: lost(error.into_error()),
                }),
                None => Err(Failed {
                    unsent: None,
                    error: TransportErrorKind::Interrupted.into(),
                }),
            }
        }
    }

    /// Lets bytes come and go. The task is woken when there are more.
    pub(super) fn drive(&mut self, cx: &mut Context<'_>) {
        drive(&mut self.driver, cx);
    }
}

/// Why the connection ended is told to the answer or its body.
fn drive(driver: &mut Option<Driver>, cx: &mut Context<'_>) {
    if driver
        .as_mut()
        .is_some_and(|driver| Pin::new(driver).poll(cx).is_ready())
    {
        *driver = None;
    }
}

/// The error of a connection that broke.
pub(super) fn lost(error: hyper::Error) -> TransportError {
    TransportError::with_source(TransportErrorKind::Interrupted, error)
}
