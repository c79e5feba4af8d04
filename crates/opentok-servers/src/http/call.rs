use alloc::borrow::Cow;
use core::future::poll_fn;
use core::net::IpAddr;
use core::pin::{Pin, pin};
use core::task::Poll;
use core::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, request::Parts};
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};

use crate::http::{ApiError, MediaType, PathParameters, RequestId};

/// All of a request but its body.
#[derive(Debug)]
pub struct Head {
    pub(crate) parts: Parts,
    pub(crate) client: IpAddr,
    pub(crate) peer: IpAddr,
    pub(crate) request_id: RequestId,
    pub(crate) template: &'static str,
}

impl Head {
    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// The query, undecoded, without its question mark.
    pub fn query(&self) -> Option<&str> {
        self.parts.uri.query()
    }

    /// Who asks: the peer, or whom trusted proxies say it speaks for.
    pub fn client(&self) -> IpAddr {
        self.client
    }

    /// Who holds the other end of the connection: a proxy, if there is one.
    pub fn peer(&self) -> IpAddr {
        self.peer
    }

    /// The name of this request, in the reply and in the log.
    pub fn request_id(&self) -> &str {
        self.request_id.as_str()
    }

    /// The segment of the path at `{name}` of the route's template, percent-decoded once. `None` if it cannot be.
    pub fn path_parameter(&self, name: &str) -> Option<Cow<'_, str>> {
        PathParameters::new(self.template, self.parts.uri.path()).get(name)
    }
}

/// A request that was found a route, and whose body is still to be read.
#[derive(Debug)]
pub struct Call {
    pub(crate) head: Head,
    pub(crate) body: Incoming,
    pub(crate) body_limit: usize,
    pub(crate) body_time: Duration,
}

impl Call {
    /// All but the body.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The kind of the body.
    pub fn media_type(&self) -> MediaType {
        MediaType::of(self.head.headers())
    }

    /// Reads the whole body, up to the server's limit; the second time there is nothing left.
    ///
    /// # Errors
    ///
    /// 413 `body_too_large`, before a byte is read where the length is announced; 408 `request_timeout`;
    /// 400 `malformed_body` if the caller breaks off.
    pub async fn body(&mut self) -> Result<Bytes, ApiError> {
        let announced = self.body.size_hint().lower();
        if announced > self.body_limit as u64 {
            return Err(ApiError::body_too_large(self.body_limit));
        }
        if self.body.is_end_stream() {
            return Ok(Bytes::new());
        }
        let mut read = pin!(read_up_to(&mut self.body, self.body_limit));
        // Most bodies come along with their head, and need no timer.
        if let Some(outcome) = at_second_glance(read.as_mut()).await {
            return outcome;
        }
        match tokio::time::timeout(self.body_time, read).await {
            Ok(outcome) => outcome,
            Err(_) => Err(ApiError::request_timeout()),
        }
    }
}

/// The output of a future that is done when polled, or when polled once more after others had their turn.
async fn at_second_glance<F: Future>(mut future: Pin<&mut F>) -> Option<F::Output> {
    let mut is_second = false;
    poll_fn(move |context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending if is_second => Poll::Ready(None),
        Poll::Pending => {
            is_second = true;
            context.waker().wake_by_ref();
            Poll::Pending
        }
    })
    .await
}

async fn read_up_to(body: &mut Incoming, limit: usize) -> Result<Bytes, ApiError> {
    let mut first = Bytes::new();
    let mut rest = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| ApiError::malformed_body("the body breaks off").closing())?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        if first.len() + rest.len() + data.len() > limit {
            return Err(ApiError::body_too_large(limit));
        }
        // Most bodies come in one piece and need no copy.
        if first.is_empty() {
            first = data;
        } else {
            rest.extend_from_slice(&data);
        }
    }
    if rest.is_empty() {
        return Ok(first);
    }
    let mut whole = BytesMut::with_capacity(first.len() + rest.len());
    whole.extend_from_slice(&first);
    whole.extend_from_slice(&rest);
    Ok(whole.freeze())
}
