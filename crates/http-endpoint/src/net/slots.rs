use alloc::sync::Arc;
use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::NetSettings;
use crate::{Body, TransportError, TransportErrorKind};

/// Room for so many exchanges at once.
#[derive(Clone, Debug)]
pub(crate) struct Slots(Arc<Semaphore>);

/// The room for one. Given back on drop.
pub(crate) struct Slot {
    _permit: OwnedSemaphorePermit,
}

impl Slots {
    pub(crate) fn new(settings: &NetSettings) -> Self {
        let count = settings.connections.get().min(Semaphore::MAX_PERMITS);
        Self(Arc::new(Semaphore::new(count)))
    }

    /// Room that is there already.
    #[cfg(feature = "hyper")]
    pub(crate) fn try_take(&self) -> Option<Slot> {
        let permit = Arc::clone(&self.0).try_acquire_owned().ok()?;
        Some(Slot { _permit: permit })
    }

    /// Waits for room.
    pub(crate) async fn take(&self) -> Result<Slot, TransportError> {
        let permit = Arc::clone(&self.0).acquire_owned().await;
        permit
            .map(|permit| Slot { _permit: permit })
            .map_err(|_| TransportErrorKind::Connect.into())
    }
}

impl Slot {
    /// A body that gives the room back when it has been read, has failed, or is dropped.
    pub(crate) fn hold<B, F>(self, body: B, map: F) -> Body
    where
        B: http_body::Body<Data = Bytes> + Send + Unpin + 'static,
        F: Fn(B::Error) -> TransportError + Send + Unpin + 'static,
    {
        if body.is_end_stream() {
            return Body::empty();
        }
        Body::new(HeldBody {
            body,
            map,
            slot: Some(self),
        })
    }
}

struct HeldBody<B, F> {
    body: B,
    map: F,
    slot: Option<Slot>,
}

impl<B, F> http_body::Body for HeldBody<B, F>
where
    B: http_body::Body<Data = Bytes> + Unpin,
    F: Fn(B::Error) -> TransportError + Unpin,
{
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let this = &mut *self;
        let frame = ready!(Pin::new(&mut this.body).poll_frame(cx));
        let frame = frame.map(|frame| frame.map_err(&this.map));
        if !matches!(frame, Some(Ok(_))) {
            this.slot = None;
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
