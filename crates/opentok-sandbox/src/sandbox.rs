use alloc::sync::Arc;
use core::{fmt, time::Duration};
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{Request, Response};
use http_endpoint::Body;

use crate::{Options, SandboxTransport, route, state::State};

/// The service, with its state, its clock and its random source. A clone is another handle on the same one.
#[derive(Clone)]
pub struct Sandbox(Arc<Mutex<State>>);

impl Sandbox {
    /// The longest body of a request that is read, in bytes: 1 MiB.
    pub const MAX_BODY: usize = 1 << 20;

    /// A sandbox with a project, an application and an account, and nothing else in it.
    pub fn new(options: Options) -> Self {
        Self(Arc::new(Mutex::new(State::new(options))))
    }

    /// Answers a request. Never waits: a scripted delay is told by the [`Disturbance`](crate::Disturbance) in the
    /// answer's extensions.
    pub fn respond(&self, request: Request<Bytes>) -> Response<Body> {
        route::respond(&mut self.state(), request)
    }

    /// The sandbox as a client's transport.
    pub fn transport(&self) -> SandboxTransport {
        SandboxTransport::new(self.clone())
    }

    /// The sandbox's time, in milliseconds since 1970.
    pub fn now_ms(&self) -> u64 {
        self.state().now_ms()
    }

    /// Moves the clock on. Everything that falls into that time happens, in order, each at its own moment.
    pub fn advance(&self, time: Duration) {
        let ms = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        self.state().advance(ms);
    }

    /// Tells the sandbox where it is reached, unless its options say so.
    #[cfg(feature = "serve")]
    pub(crate) fn listens_at(&self, address: core::net::SocketAddr) {
        self.state().options.listens_at(address);
    }

    /// Waits for webhooks: ready when some are due. The last caller's waker is kept.
    #[cfg(feature = "serve")]
    pub(crate) fn poll_webhooks(&self, cx: &core::task::Context<'_>) -> core::task::Poll<()> {
        let mut state = self.state();
        let now_ms = state.now_ms();
        if state.outbox.next_ms().is_some_and(|due_ms| due_ms <= now_ms) {
            return core::task::Poll::Ready(());
        }
        state.outbox.wait(cx.waker());
        core::task::Poll::Pending
    }

    /// How long the sandbox does nothing by itself. None if it waits to be told to.
    #[cfg(feature = "serve")]
    pub(crate) fn sleeps_for(&self) -> Option<Duration> {
        self.state().sleeps_for_ms().map(Duration::from_millis)
    }

    /// The state, after everything that was due by now has happened.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        // A panic is a defect of the sandbox; the other callers are not made to suffer for it.
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.catch_up();
        state
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sandbox(..)")
    }
}
