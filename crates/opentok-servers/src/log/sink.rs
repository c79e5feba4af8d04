use alloc::sync::Arc;
use core::fmt;
use core::time::Duration;
use std::io::Write;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::SystemTime;

use crate::log::{Access, Level, LogFormat};

/// Where log lines go. A clone writes to the same place; the thread that writes ends after the last of them.
#[derive(Clone)]
pub struct Log(Arc<Handle>);

struct Handle {
    format: LogFormat,
    /// None for a log that goes nowhere.
    queue: Option<Arc<Queue>>,
}

#[derive(Default)]
struct Queue {
    state: Mutex<State>,
    /// For the writer: lines wait, somebody waits for them to be written, or there will be no more.
    work: Condvar,
    /// For those who wait: all is written.
    done: Condvar,
}

#[derive(Default)]
struct State {
    lines: Vec<u8>,
    lost: u64,
    writer: Writer,
    /// How many wait for all to be written.
    flushing: usize,
    is_closed: bool,
}

#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
enum Writer {
    /// Sleeps until a line comes.
    #[default]
    Idle,
    /// Knows of lines, and waits for more.
    Gathers,
    Writes,
}

impl Log {
    /// The most bytes that wait for a slow reader; lines beyond are counted and lost, and their number is told.
    pub const MAX_WAITING: usize = 1024 * 1024;
    /// How long a line may wait for others, so that a busy server does not wake the writer for each.
    pub const MAX_DELAY: Duration = Duration::from_millis(5);
    /// How long [`flush`](Self::flush) waits for a reader that does not read.
    pub const MAX_FLUSH: Duration = Duration::from_secs(1);

    /// A log that a thread of its own writes to `out`.
    pub fn new(format: LogFormat, out: impl Write + Send + 'static) -> Self {
        let queue = Arc::new(Queue::default());
        let writer = Arc::clone(&queue);
        thread::spawn(move || writer.write_to(format, out));
        let queue = Some(queue);
        Self(Arc::new(Handle { format, queue }))
    }

    /// A log that goes nowhere.
    pub fn off() -> Self {
        Self(Arc::new(Handle {
            format: LogFormat::Text,
            queue: None,
        }))
    }

    /// Writes one line about a request.
    pub fn access(&self, access: &Access<'_>) {
        self.push(|out| self.0.format.write_access(access, SystemTime::now, out));
    }

    /// Writes one line about something else. Values must hold no secret.
    pub fn event(&self, level: Level, text: &str, fields: &[(&str, &str)]) {
        self.push(|out| self.0.format.write_event(level, text, fields, SystemTime::now(), out));
    }

    /// [`event`](Self::event) of level warn.
    pub fn warn(&self, text: &str, fields: &[(&str, &str)]) {
        self.event(Level::Warn, text, fields);
    }

    /// Waits until what was said so far is written, for [`MAX_FLUSH`](Self::MAX_FLUSH) at most.
    pub fn flush(&self) {
        let Some(queue) = &self.0.queue else {
            return;
        };
        let mut state = queue.lock();
        state.flushing += 1;
        queue.work.notify_one();
        let is_waiting = |state: &mut State| state.writer == Writer::Writes || !state.lines.is_empty();
        let waited = queue.done.wait_timeout_while(state, Self::MAX_FLUSH, is_waiting);
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        state.flushing -= 1;
    }

    fn push(&self, write: impl FnOnce(&mut Vec<u8>)) {
        let Some(queue) = &self.0.queue else {
            return;
        };
        let mut state = queue.lock();
        if state.lines.len() >= Self::MAX_WAITING {
            state.lost += 1;
            return;
        }
        write(&mut state.lines);
        let sleeps = state.writer == Writer::Idle;
        if sleeps {
            state.writer = Writer::Gathers;
        }
        drop(state);
        if sleeps {
            queue.work.notify_one();
        }
    }
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what is said until nobody is left to say anything.
    fn write_to(&self, format: LogFormat, mut out: impl Write) {
        let mut lines = Vec::new();
        while let Some(lost) = self.take(&mut lines) {
            if lost > 0 {
                let count = lost.to_string();
                let (text, now) = ("log lines were lost: nobody reads fast enough", SystemTime::now());
                format.write_event(Level::Warn, text, &[("lost", &count)], now, &mut lines);
            }
            // A reader that went away is no reason to stop serving.
            let _ = out.write_all(&lines).and_then(|()| out.flush());
            lines.clear();
            lines.shrink_to(64 * 1024);
        }
    }

    /// Waits for lines and puts them into `lines`, which is empty; how many were lost. `None` at the end.
    fn take(&self, lines: &mut Vec<u8>) -> Option<u64> {
        let mut state = self.lock();
        if state.lines.is_empty() {
            state.writer = Writer::Idle;
            self.done.notify_all();
            let waited = self
                .work
                .wait_while(state, |state| state.lines.is_empty() && !state.is_closed);
            state = waited.unwrap_or_else(PoisonError::into_inner);
        }
        if state.lines.is_empty() {
            return None;
        }
        state.writer = Writer::Gathers;
        let gathers = |state: &mut State| state.flushing == 0 && !state.is_closed;
        let gathered = self.work.wait_timeout_while(state, Log::MAX_DELAY, gathers);
        let (mut state, _) = gathered.unwrap_or_else(PoisonError::into_inner);
        state.writer = Writer::Writes;
        core::mem::swap(&mut state.lines, lines);
        Some(core::mem::take(&mut state.lost))
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        if let Some(queue) = &self.queue {
            queue.lock().is_closed = true;
            queue.work.notify_one();
        }
    }
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Log")
            .field("format", &self.0.format)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Instant;

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

    /// A reader who takes nothing until told to.
    struct Stuck {
        go_on: mpsc::Receiver<()>,
        out: Shared,
    }

    impl Write for Stuck {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            let _ = self.go_on.recv();
            self.out.write(bytes)
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

    #[test]
    fn a_reader_who_does_not_read_holds_nobody_up_and_costs_lines_that_are_counted() {
        let (told, go_on) = mpsc::channel();
        let out = Shared::default();
        let log = Log::new(
            LogFormat::Json,
            Stuck {
                go_on,
                out: out.clone(),
            },
        );
        log.warn("first", &[]);
        let long = "x".repeat(1024);
        for _ in 0..2 * Log::MAX_WAITING / long.len() {
            log.warn(&long, &[]);
        }
        let begin = Instant::now();
        log.flush();
        assert!(begin.elapsed() >= Log::MAX_FLUSH);
        assert!(log.0.queue.as_ref().unwrap().lock().lines.len() < Log::MAX_WAITING + 2 * long.len());
        drop(told);
        log.flush();
        let text = String::from_utf8(out.0.lock().unwrap().clone()).unwrap();
        let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let lost: usize = lines.last().unwrap()["lost"].as_str().unwrap().parse().unwrap();
        assert_eq!(lines.len() - 1 + lost, 1 + 2 * Log::MAX_WAITING / long.len());
    }

    #[test]
    fn the_thread_ends_after_what_was_said_last_is_written() {
        let out = Shared::default();
        let log = Log::new(LogFormat::Text, out.clone());
        log.warn("last", &[]);
        drop(log);
        for _ in 0..1000 {
            // Nobody but this test holds it once the thread is gone.
            if Arc::strong_count(&out.0) == 1 {
                assert_eq!(*out.0.lock().unwrap(), b"warn: last\n");
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("the thread goes on");
    }
}
