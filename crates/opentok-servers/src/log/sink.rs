use alloc::sync::Arc;
use core::fmt;
use std::io::Write;
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::SystemTime;

use crate::log::{Access, LogFormat};

/// How much an event matters.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Level {
    /// Worth knowing.
    Info,
    /// Worth a look.
    Warn,
    /// Something does not work.
    Error,
}

impl Level {
    /// In lower case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }
}

/// Where log lines go. Cheap to clone.
#[derive(Clone)]
pub struct Log {
    format: LogFormat,
    queue: Arc<Queue>,
}

#[derive(Default)]
struct Queue {
    state: Mutex<State>,
    /// Lines wait, or all are written.
    changed: Condvar,
}

#[derive(Default)]
struct State {
    lines: Vec<u8>,
    lost: u64,
    is_writing: bool,
}

impl Log {
    /// The most bytes that wait for a slow reader; lines beyond are counted and lost, and their number is told.
    pub const MAX_WAITING: usize = 1024 * 1024;

    /// A log that a thread of its own writes to `out`.
    pub fn new(format: LogFormat, out: impl Write + Send + 'static) -> Self {
        let queue = Arc::new(Queue::default());
        let writer = Arc::clone(&queue);
        thread::spawn(move || writer.write_to(out));
        Self { format, queue }
    }

    /// A log that goes nowhere.
    pub fn off() -> Self {
        Self::new(LogFormat::Text, std::io::sink())
    }

    /// Writes one line about a request.
    pub fn access(&self, access: &Access<'_>) {
        self.push(|out| self.format.write_access(access, SystemTime::now(), out));
    }

    /// Writes one line about something else. Values must hold no secret.
    pub fn event(&self, level: Level, text: &str, fields: &[(&str, &str)]) {
        self.push(|out| self.format.write_event(level, text, fields, SystemTime::now(), out));
    }

    /// [`event`](Self::event) of level warn.
    pub fn warn(&self, text: &str, fields: &[(&str, &str)]) {
        self.event(Level::Warn, text, fields);
    }

    /// Waits until what was said so far is written.
    pub fn flush(&self) {
        let mut state = self.queue.lock();
        while state.is_writing || !state.lines.is_empty() {
            state = self.queue.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn push(&self, write: impl FnOnce(&mut Vec<u8>)) {
        let mut state = self.queue.lock();
        if state.lines.len() >= Self::MAX_WAITING {
            state.lost += 1;
            return;
        }
        let was_empty = state.lines.is_empty();
        write(&mut state.lines);
        drop(state);
        if was_empty {
            self.queue.changed.notify_all();
        }
    }
}

impl Queue {
    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_to(&self, mut out: impl Write) {
        let mut lines = Vec::new();
        loop {
            let mut state = self.lock();
            state.is_writing = false;
            if state.lines.is_empty() {
                self.changed.notify_all();
                state = self
                    .changed
                    .wait_while(state, |state| state.lines.is_empty())
                    .unwrap_or_else(PoisonError::into_inner);
            }
            core::mem::swap(&mut state.lines, &mut lines);
            state.is_writing = true;
            let lost = core::mem::take(&mut state.lost);
            drop(state);
            // A reader that went away is no reason to stop serving.
            let _ = out.write_all(&lines);
            if lost > 0 {
                let _ = writeln!(out, "warn: {lost} log lines were lost: nobody reads fast enough");
            }
            let _ = out.flush();
            lines.clear();
            lines.shrink_to(64 * 1024);
        }
    }
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Log")
            .field("format", &self.format)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Default)]
    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_was_said_is_written_when_flush_returns() {
        let out = Shared::default();
        let log = Log::new(LogFormat::Text, out.clone());
        for number in 0..100 {
            log.warn("count", &[("n", &number.to_string())]);
        }
        log.flush();
        let text = String::from_utf8(out.0.lock().unwrap().clone()).unwrap();
        assert_eq!(text.lines().count(), 100);
        assert!(text.ends_with("warn: count n=99\n"));
    }
}
