use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http_body::{Frame, SizeHint};

use crate::{TransportError, TransportErrorKind};

/// The body of an answer, which arrives as it is read.
///
/// Read it [whole](Self::collect) under a cap, [piece by piece](Self::chunk), as a [`Stream`], or as an
/// [`http_body::Body`]. Dropping it abandons the rest.
///
/// ```
/// # use http_endpoint::{Body, TransportError};
/// # async fn run() -> Result<(), TransportError> {
/// let whole = Body::from("hello").collect(1024).await?;
/// assert_eq!(whole, "hello");
///
/// let mut body = Body::from("hello");
/// let mut len = 0;
/// while let Some(chunk) = body.chunk().await {
///     len += chunk?.len();
/// }
/// assert_eq!(len, 5);
/// # Ok(())
/// # }
/// ```
pub struct Body(Inner);

enum Inner {
    Whole(Bytes),
    Stream(Pin<Box<dyn http_body::Body<Data = Bytes, Error = TransportError> + Send>>),
}

impl Body {
    /// Nothing.
    pub const fn empty() -> Self {
        Self(Inner::Whole(Bytes::new()))
    }

    /// A body that is elsewhere still.
    pub fn new(body: impl http_body::Body<Data = Bytes, Error = TransportError> + Send + 'static) -> Self {
        Self(Inner::Stream(Box::pin(body)))
    }

    /// The whole body, if it is at most `limit` bytes long.
    ///
    /// # Errors
    ///
    /// [`TransportErrorKind::TooLarge`] if it is longer: at once if the answer announces its length, else as soon as
    /// `limit` is passed. Otherwise what the transport says.
    pub async fn collect(self, limit: usize) -> Result<Bytes, TransportError> {
        match self.0 {
            Inner::Whole(bytes) => within(bytes.len(), limit).map(|()| bytes),
            // Boxed: it takes room, which a body that is there already need not carry along.
            Inner::Stream(_) => Box::pin(self.collect_pieces(limit)).await,
        }
    }

    async fn collect_pieces(mut self, limit: usize) -> Result<Bytes, TransportError> {
        let announced = http_body::Body::size_hint(&self).lower();
        within(usize::try_from(announced).unwrap_or(usize::MAX), limit)?;
        let Some(first) = self.chunk().await.transpose()? else {
            return Ok(Bytes::new());
        };
        within(first.len(), limit)?;
        if http_body::Body::is_end_stream(&self) {
            return Ok(first);
        }
        let Some(second) = self.chunk().await.transpose()? else {
            return Ok(first);
        };
        let mut whole = BytesMut::from(first);
        let mut next = Some(second);
        while let Some(chunk) = next {
            within(whole.len().saturating_add(chunk.len()), limit)?;
            whole.extend_from_slice(&chunk);
            next = self.chunk().await.transpose()?;
        }
        Ok(whole.freeze())
    }

    /// The next piece, `None` after the last.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, TransportError>> {
        core::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match &mut self.0 {
            Inner::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Inner::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(core::mem::take(bytes))))),
            Inner::Stream(stream) => stream.as_mut().poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Inner::Whole(bytes) => bytes.is_empty(),
            Inner::Stream(stream) => stream.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Inner::Stream(stream) => stream.size_hint(),
        }
    }
}

/// The pieces of the body; trailers are left out.
impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let frame = core::task::ready!(http_body::Body::poll_frame(self.as_mut(), cx));
            match frame.map(|frame| frame.map(Frame::into_data)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(Ok(data))) if !data.is_empty() => return Poll::Ready(Some(Ok(data))),
                Some(Ok(_)) => {}
            }
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hint = http_body::Body::size_hint(self);
        f.debug_struct("Body")
            .field("exact_len", &hint.exact())
            .finish_non_exhaustive()
    }
}

impl<B: Into<Bytes>> From<B> for Body {
    fn from(bytes: B) -> Self {
        Self(Inner::Whole(bytes.into()))
    }
}

/// Reads the body of an answer whole, if it is at most `limit` bytes long.
///
/// # Errors
///
/// As [`Body::collect`].
pub fn read_response(
    response: http::Response<Body>,
    limit: usize,
) -> impl Future<Output = Result<http::Response<Bytes>, TransportError>> + Send {
    let (parts, body) = response.into_parts();
    async move { Ok(http::Response::from_parts(parts, body.collect(limit).await?)) }
}

/// Whether `len` bytes may be had.
pub(crate) fn within(len: usize, limit: usize) -> Result<(), TransportError> {
    if len > limit {
        return Err(TransportErrorKind::TooLarge.into());
    }
    Ok(())
}
