use alloc::sync::Arc;
use core::pin::Pin;
use core::sync::atomic::{AtomicU32, Ordering};
use core::task::{Context, Poll};
use std::io;
use std::time::Instant;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Sleep;

use crate::serve::Limits;

/// How far a connection has come, as its requests say.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    begun: AtomicU32,
    done: AtomicU32,
}

impl Progress {
    pub(crate) fn request_begins(&self) {
        self.begun.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn request_ends(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether a request is being answered.
    pub(crate) fn is_busy(&self) -> bool {
        self.begun.load(Ordering::Relaxed) != self.done.load(Ordering::Relaxed)
    }

    fn count(&self) -> u32 {
        self.begun.load(Ordering::Relaxed)
    }
}

/// A stream that gives up on a peer who sends its head too slowly, rests too long, or does not take its reply.
///
/// One timer a connection, and it is set anew only when it must ring earlier: requests that come and go in time never
/// touch it.
#[derive(Debug)]
pub(crate) struct Patience<S> {
    stream: S,
    limits: Limits,
    progress: Arc<Progress>,
    timer: Option<Pin<Box<Sleep>>>,
    /// Which request the reader waits for, and until when.
    reading: (u32, Instant),
    head: HeadTime,
    write_until: Option<Instant>,
}

/// Whether the time for a head runs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum HeadTime {
    /// Nothing of it was read.
    NotYet,
    /// From when more of it must be waited for: one that comes whole needs no clock.
    Begins,
    Runs,
}

impl<S> Patience<S> {
    /// Waits for the first head on `stream` until `until`.
    pub(crate) fn new(stream: S, limits: Limits, progress: Arc<Progress>, until: Instant) -> Self {
        Self {
            stream,
            limits,
            progress,
            timer: None,
            reading: (0, until),
            head: HeadTime::NotYet,
            write_until: None,
        }
    }

    pub(crate) fn into_inner(self) -> S {
        self.stream
    }

    /// `Ready` once `until` is over.
    fn poll_over(&mut self, context: &mut Context<'_>, until: Instant) -> Poll<()> {
        let until = tokio::time::Instant::from_std(until);
        let timer = self
            .timer
            .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(until)));
        if timer.deadline() > until {
            timer.as_mut().reset(until);
        }
        while timer.as_mut().poll(context).is_ready() {
            if timer.deadline() >= until {
                return Poll::Ready(());
            }
            timer.as_mut().reset(until);
        }
        Poll::Pending
    }

    fn poll_read_over(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if self.progress.is_busy() {
            return Poll::Pending;
        }
        let count = self.progress.count();
        if self.reading.0 != count {
            self.reading = (count, Instant::now() + self.limits.idle_time);
            self.head = HeadTime::NotYet;
        } else if self.head == HeadTime::Begins {
            self.reading.1 = Instant::now() + self.limits.head_time;
            self.head = HeadTime::Runs;
        }
        self.poll_over(context, self.reading.1)
    }

    fn note_read(&mut self) {
        let count = self.progress.count();
        let is_first = self.head == HeadTime::NotYet || self.reading.0 != count;
        if is_first && !self.progress.is_busy() {
            let is_new = self.reading.0 == 0 && count == 0;
            self.reading.0 = count;
            // The first head's time runs since the connection was made.
            self.head = if is_new { HeadTime::Runs } else { HeadTime::Begins };
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patience<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        match Pin::new(&mut self.stream).poll_read(context, buffer) {
            Poll::Ready(outcome) => {
                if buffer.filled().len() > before {
                    self.note_read();
                }
                Poll::Ready(outcome)
            }
            Poll::Pending => self
                .poll_read_over(context)
                .map(|()| Err(io::ErrorKind::TimedOut.into())),
        }
    }
}

impl<S: AsyncWrite + Unpin> Patience<S> {
    fn bound<T>(&mut self, context: &mut Context<'_>, poll: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if poll.is_ready() {
            self.write_until = None;
            return poll;
        }
        let until = *self
            .write_until
            .get_or_insert_with(|| Instant::now() + self.limits.write_time);
        self.poll_over(context, until)
            .map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patience<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let poll = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.bound(context, poll)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let poll = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.bound(context, poll)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let poll = Pin::new(&mut self.stream).poll_flush(context);
        self.bound(context, poll)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let poll = Pin::new(&mut self.stream).poll_shutdown(context);
        self.bound(context, poll)
    }
}
