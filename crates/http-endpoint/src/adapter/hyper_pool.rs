use alloc::sync::{Arc, Weak};
use core::time::Duration;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::{runtime::Handle, task::AbortHandle, time::Instant};

use super::{hyper_connection::Connection, origin::Origin};

/// Connections that are kept for the next exchange.
pub(super) struct Pool {
    idle: Mutex<Idle>,
    /// How many may be idle at once.
    most: usize,
    /// How long each may be.
    timeout: Duration,
}

#[derive(Default)]
struct Idle {
    /// Each with the time since when. The oldest come first.
    connections: Vec<(Instant, Box<Connection>)>,
    /// The task that closes those whose time is over.
    closer: Option<AbortHandle>,
}

impl Pool {
    pub(super) fn new(most: usize, timeout: Duration) -> Self {
        Self {
            idle: Mutex::default(),
            most,
            timeout,
        }
    }

    /// A connection to `origin` that was kept, the youngest first. The service may have hung up meanwhile: then nothing is
    /// sent over it.
    pub(super) fn take(&self, origin: &Origin) -> Option<Box<Connection>> {
        let mut idle = self.idle();
        let mut connections = idle.connections.iter();
        let at = connections.rposition(|(_, connection)| connection.leads_to(origin))?;
        let (since, connection) = idle.connections.remove(at);
        (since.elapsed() < self.timeout).then_some(connection)
    }

    /// Keeps a connection that is free, instead of the oldest one if there are too many.
    pub(super) fn keep(self: &Arc<Self>, connection: Box<Connection>) {
        let mut idle = self.idle();
        if idle.connections.len() >= self.most {
            idle.connections.remove(0);
        }
        idle.connections.push((Instant::now(), connection));
        let is_watched = idle.closer.as_ref().is_some_and(|closer| !closer.is_finished());
        // Without a runtime none is closed before it is looked for.
        if !is_watched && let Ok(runtime) = Handle::try_current() {
            let closer = runtime.spawn(close_in_time(Arc::downgrade(self), self.timeout));
            idle.closer = Some(closer.abort_handle());
        }
    }

    /// Closes those whose time is over, and says how long the next one has. `None`: there is no other.
    fn close_old(&self) -> Option<Duration> {
        let mut idle = self.idle();
        let old = |(since, _): &(Instant, _)| since.elapsed() >= self.timeout;
        let count = idle.connections.partition_point(old);
        idle.connections.drain(..count);
        let Some((since, _)) = idle.connections.first() else {
            idle.closer = None;
            return None;
        };
        Some(self.timeout.saturating_sub(since.elapsed()))
    }

    fn idle(&self) -> MutexGuard<'_, Idle> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends with the last connection, or with the pool.
async fn close_in_time(pool: Weak<Pool>, timeout: Duration) {
    let mut next = Some(timeout);
    while let Some(wait) = next {
        tokio::time::sleep(wait).await;
        next = pool.upgrade().and_then(|pool| pool.close_old());
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        if let Some(closer) = self.idle().closer.take() {
            closer.abort();
        }
    }
}
