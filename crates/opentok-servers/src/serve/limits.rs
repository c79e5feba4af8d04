use core::time::Duration;

/// What a server puts up with.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Limits {
    pub(crate) connections: usize,
    pub(crate) head_bytes: usize,
    pub(crate) head_time: Duration,
    pub(crate) idle_time: Duration,
    pub(crate) body_bytes: usize,
    pub(crate) body_time: Duration,
    pub(crate) write_time: Duration,
    pub(crate) linger_time: Duration,
}

impl Limits {
    /// 16,384 connections; heads of 16 KiB in 10 s; 75 s between requests; bodies of 100 KiB in 10 s; 30 s without any
    /// progress in sending a reply.
    pub const fn new() -> Self {
        Self {
            connections: 16_384,
            head_bytes: 16 * 1024,
            head_time: Duration::from_secs(10),
            idle_time: Duration::from_secs(75),
            body_bytes: 102_400,
            body_time: Duration::from_secs(10),
            write_time: Duration::from_secs(30),
            linger_time: Duration::from_secs(1),
        }
    }

    /// The most connections open at a time. Callers beyond are told 503 `overloaded`.
    pub const fn connections(mut self, most: usize) -> Self {
        self.connections = most;
        self
    }

    /// The longest body, in bytes.
    pub const fn body_bytes(mut self, most: usize) -> Self {
        self.body_bytes = most;
        self
    }

    /// How long a body may take to arrive.
    pub const fn body_time(mut self, most: Duration) -> Self {
        self.body_time = most;
        self
    }

    /// How long a head may take to arrive, on a new connection from when it is made.
    pub const fn head_time(mut self, most: Duration) -> Self {
        self.head_time = most;
        self
    }

    /// How long a connection may rest between two requests.
    pub const fn idle_time(mut self, most: Duration) -> Self {
        self.idle_time = most;
        self
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}
