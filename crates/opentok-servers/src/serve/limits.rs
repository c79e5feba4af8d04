use core::time::Duration;
use std::fs;

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

    /// How many connections may be open at a time.
    pub const fn most_connections(&self) -> usize {
        self.connections
    }

    /// As many connections as open files allow, if those are fewer: callers beyond are told so, instead of waiting for a
    /// connection that cannot be accepted. `reserved` are for everything else.
    pub fn within_open_files(mut self, most: usize, reserved: usize) -> Self {
        self.connections = self.connections.min(most.saturating_sub(reserved).max(Self::LEAST));
        self
    }

    /// Connections however few files may be open.
    const LEAST: usize = 16;

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

/// How many files this process may have open, connections among them. `None` where `/proc` does not tell.
pub fn read_open_files() -> Option<usize> {
    open_files(&fs::read_to_string("/proc/self/limits").ok()?)
}

fn open_files(limits: &str) -> Option<usize> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_files_bound_connections() {
        let text = "Limit                     Soft Limit           Hard Limit           Units     \n\
                    Max processes             63436                63436                processes \n\
                    Max open files            1024                 1048576              files     \n";
        assert_eq!(open_files(text), Some(1024));
        assert_eq!(
            open_files("Max open files            unlimited            unlimited            files"),
            None
        );
        let limits = Limits::new().connections(2000);
        assert_eq!(limits.within_open_files(1024, 300).connections, 724);
        assert_eq!(limits.within_open_files(65_536, 300).connections, 2000);
        assert_eq!(limits.within_open_files(64, 300).connections, 16);
    }
}
