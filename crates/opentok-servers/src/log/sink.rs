use alloc::sync::Arc;
use core::fmt;
use core::time::Duration;
use std::io::Write;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
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
    /// None for a log that goes nowhere.
    queue: Option<Arc<Queue>>,
}

#[derive(Default)]
struct Queue {
    state: Mutex<State>,
    /// For the writer: there is something to do.
    work: Condvar,
    /// For those who flush: all is written.
    done: Condvar,
}

#[derive(Default)]
struct State {
    lines: Vec<u8>,
    lost: u64,
    writer: Writer,
    /// How many wait for all to be written.
    flushing: usize,
}

#[derive(Clone, Copy, Default, Eq, PartialEq)]
enum Writer {
    /// Sleeps until the first line comes.
    #[default]
    Idle,
    /// Knows of lines and waits for more.
    Gathers,
    Writes,
}

impl Log {
    /// The most bytes that wait for a slow reader; lines beyond are counted and lost, and their number is told.
    pub const MAX_WAITING: usize = 1024 * 1024;

    /// How long a line may wait for others, so that under load the writer is not woken for each.
    pub const MAX_DELAY: Duration = Duration::from_millis(5);

    /// A log that a thread of its own writes to `out`.
    pub fn new(format: LogFormat, out: impl Write + Send + 'static) -> Self {
        let queue = Arc::new(Queue::default());
        let writer = Arc::clone(&queue);
        thread::spawn(move || writer.write_to(out));
        let queue = Some(queue);
        Self { format, queue }
    }

    /// A log that goes nowhere.
    pub fn off() -> Self {
        Self {
            format: LogFormat::Text,
            queue: None,
        }
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
        let Some(queue) = &self.queue else {
            return;
        };
        let mut state = queue.lock();
        state.flushing += 1;
        queue.work.notify_one();
        while state.writer == Writer::Writes || !state.lines.is_empty() {
            state = queue.done.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.flushing -= 1;
    }

    fn push(&self, write: impl FnOnce(&mut Vec<u8>)) {
        let Some(queue) = &self.queue else {
            return;
        };
        let mut state = queue.lock();
        if state.lines.len() >= Self::MAX_WAITING {
            state.lost += 1;
            return;
        }
        write(&mut state.lines);
        let wakes = state.writer == Writer::Idle;
        if wakes {
            state.writer = Writer::Gathers;
        }
        drop(state);
        if wakes {
            queue.work.notify_one();
        }
    }
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_to(&self, mut out: impl Write) {
        let mut lines = Vec::new();
        loop {
            let lost = self.take(&mut lines);
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

    /// Waits for lines, takes all there are, and returns how many were lost.
    fn take(&self, lines: &mut Vec<u8>) -> u64 {
        let mut state = self.lock();
        if state.lines.is_empty() {
            state.writer = Writer::Idle;
            self.done.notify_all();
            state = self
                .work
                .wait_while(state, |state| state.lines.is_empty())
                .unwrap_or_else(PoisonError::into_inner);
        }
        state.writer = Writer::Gathers;
        let gathered = self
            .work
            .wait_timeout_while(state, Log::MAX_DELAY, |state| state.flushing == 0);
        let (mut state, _) = gathered.unwrap_or_else(PoisonError::into_inner);
        state.writer = Writer::Writes;
        core::mem::swap(&mut state.lines, lines);
        core::mem::take(&mut state.lost)
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
