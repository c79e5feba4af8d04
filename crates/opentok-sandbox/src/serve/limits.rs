use core::time::Duration;

/// What a server bears from its callers.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Limits {
    pub(super) connections: usize,
    pub(super) patience: Duration,
    pub(super) grace: Duration,
}

impl Limits {
    /// 1,024 connections, 30 seconds of patience, 5 seconds of grace.
    pub const fn new() -> Self {
        Self {
            connections: 1024,
            patience: Duration::from_secs(30),
            grace: Duration::from_secs(5),
        }
    }

    /// The most connections at a time, one at least. Further ones wait until one of these ends.
    pub const fn connections(mut self, most: usize) -> Self {
        self.connections = if most == 0 { 1 } else { most };
        self
    }

    /// How long a caller may take to begin a request, to finish its head, to send its body, or to take the next part of an
    /// answer, before the connection is closed.
    pub const fn patience(mut self, time: Duration) -> Self {
        self.patience = time;
        self
    }

    /// How long requests that are being answered may take when the server stops.
    pub const fn grace(mut self, time: Duration) -> Self {
        self.grace = time;
        self
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}
