use core::{
    pin::Pin,
    task::{Context, Poll, Waker},
};

use bytes::Bytes;
use http::{HeaderValue, Request, Response, Version, header};
use http_body_util::Full;
use hyper::{
    body::Incoming,
    client::conn::{
        TrySendError,
        http1::{self, SendRequest},
    },
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
    /// Whether there may be a task that it wakes.
    wakes: bool,
}

type Driver = http1::Connection<Stream, Full<Bytes>>;

/// What hyper makes of a request.
type Answer = Result<Response<Incoming>, TrySendError<Request<Full<Bytes>>>>;

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
            wakes: false,
        })
    }

    pub(super) fn leads_to(&self, origin: &Origin) -> bool {
        self.origin.is(origin)
    }

    /// Whether the exchange has ended well, so that another one may follow.
    pub(super) fn is_free(&mut self) -> bool {
        // Nobody waits here, so that nobody need be woken, not even by the next request; whoever waits next says so.
        if self.wakes || !self.sender.is_ready() {
            self.drive_alone();
        }
        self.driver.is_some() && self.sender.is_ready()
    }

    /// Takes a request, of which the address is a path. [`poll_answer`](Self::poll_answer) sends it and waits for what this
    /// returns.
    pub(super) fn send(&mut self, mut request: Request<Full<Bytes>>) -> impl Future<Output = Answer> + Send + use<> {
        // hyper knows of no other, and panics at some.
        *request.version_mut() = Version::HTTP_11;
        let host = request.headers_mut().entry(header::HOST);
        host.or_insert_with(|| self.host.clone());
        // Not part of the task's share of time, for it does no work.
        unconstrained(self.sender.try_send_request(request))
    }

    /// Lets bytes come and go until the head of the answer is there.
    pub(super) fn poll_answer(
        &mut self,
        mut answer: Pin<&mut impl Future<Output = Answer>>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<Response<Incoming>, Failed>> {
        // As a rule the answer is there as soon as the task is woken, and then nobody need be woken any more.
        let mut is_alone = self.wakes;
        loop {
            if is_alone {
                self.drive_alone();
            } else {
                self.drive(cx);
            }
            // What it waits for comes by the driver alone, which knows whom to wake.
            match answer.as_mut().poll(&mut nobody()) {
                Poll::Ready(Ok(response)) => return Poll::Ready(Ok(response)),
                Poll::Ready(Err(mut error)) => {
                    return Poll::Ready(Err(Failed {
                        unsent: error.take_message().map(Box::new),
                        error: lost(error.into_error()),
                    }));
                }
                Poll::Pending if self.driver.is_none() => {
                    return Poll::Ready(Err(Failed {
                        unsent: None,
                        error: TransportErrorKind::Interrupted.into(),
                    }));
                }
                Poll::Pending if is_alone => is_alone = false,
                Poll::Pending => return Poll::Pending,
            }
        }
    }

    /// Lets bytes come and go. The task is woken when there are more.
    pub(super) fn drive(&mut self, cx: &mut Context<'_>) {
        self.wakes = true;
        self.poll(cx);
    }

    /// The same, without anybody to be woken, not even whoever was before.
    fn drive_alone(&mut self) {
        self.wakes = false;
        self.poll(&mut nobody());
    }

    /// Why the connection ended is told to the answer or its body.
    fn poll(&mut self, cx: &mut Context<'_>) {
        if let Some(driver) = &mut self.driver
            && Pin::new(driver).poll(cx).is_ready()
        {
            self.driver = None;
        }
    }
}

/// For work that somebody waits for who is here.
fn nobody() -> Context<'static> {
    Context::from_waker(Waker::noop())
}

/// The error of a connection that broke.
pub(super) fn lost(error: hyper::Error) -> TransportError {
    TransportError::with_source(TransportErrorKind::Interrupted, error)
}
