use core::fmt;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, StdoutLock, Write};

use clap::builder::StyledStr;
use serde::Serialize;

use super::{Facts, Printable};
use crate::failure::{Exit, Failure};

/// Where a command's answers, warnings and errors go, in the form that was asked for.
///
/// Output is buffered. When the reader of standard output goes away, what is left to say is dropped without a
/// word and [`is_closed`](Self::is_closed) turns true; a verdict that was reached still decides the exit code.
#[derive(Debug)]
pub(crate) struct Console {
    out: BufWriter<StdoutLock<'static>>,
    json: bool,
    closed: bool,
    blocks: usize,
}

impl Console {
    /// Standard output and standard error.
    pub(crate) fn stdout(json: bool) -> Self {
        Self {
            out: BufWriter::with_capacity(BUFFER, io::stdout().lock()),
            json,
            closed: false,
            blocks: 0,
        }
    }

    /// Whether JSON was asked for.
    pub(crate) const fn is_json(&self) -> bool {
        self.json
    }

    /// Whether nobody reads the output any more.
    pub(crate) const fn is_closed(&self) -> bool {
        self.closed
    }

    /// Prints one JSON value on a line of its own.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let written = serde_json::to_writer(&mut self.out, value).map_err(io::Error::from);
        let written = written.and_then(|()| self.out.write_all(b"\n"));
        self.guard(written)
    }

    /// Prints text as it is.
    pub(crate) fn text(&mut self, text: fmt::Arguments<'_>) -> Result<(), Failure> {
        let written = self.out.write_fmt(text);
        self.guard(written)
    }

    /// Prints bytes as they are.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let written = self.out.write_all(bytes);
        self.guard(written)
    }

    /// Prints facts: a JSON object, or a block of aligned lines.
    pub(crate) fn facts(&mut self, facts: &Facts<'_>) -> Result<(), Failure> {
        if self.json { self.json(facts) } else { self.block(facts) }
    }

    /// Prints lines for people, with an empty line between one block and the next.
    pub(crate) fn block(&mut self, lines: impl fmt::Display) -> Result<(), Failure> {
        let gap = if self.blocks > 0 { "\n" } else { "" };
        self.blocks += 1;
        self.text(format_args!("{gap}{lines}"))
    }

    /// Prints help, in colour where the terminal has some and nobody objects.
    pub(crate) fn help(&mut self, help: &StyledStr) -> Result<(), Failure> {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if io::stdout().is_terminal() && !plain {
            self.text(format_args!("{}", help.ansi()))
        } else {
            self.text(format_args!("{help}"))
        }
    }

    /// Makes sure that everything printed so far has left.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        let flushed = self.out.flush();
        self.guard(flushed)
    }

    /// Says on standard error what is not wrong but should be known.
    pub(crate) fn warn(&self, word: &'static str, message: &str) {
        #[derive(Serialize)]
        struct Warning<'a> {
            warning: &'static str,
            message: &'a str,
        }

        self.aside(&Warning { warning: word, message }, format_args!("warning: {message}"));
    }

    /// Says on standard error what was asked to be said there.
    pub(crate) fn note(&self, word: &'static str, message: &str) {
        #[derive(Serialize)]
        struct Note<'a> {
            note: &'static str,
            message: &'a str,
        }

        self.aside(&Note { note: word, message }, format_args!("{message}"));
    }

    /// Flushes, and says on standard error why the command failed if it did.
    pub(crate) fn finish(mut self, outcome: Result<Exit, Failure>) -> Exit {
        match (outcome, self.flush()) {
            (Ok(exit), Ok(())) => exit,
            (Err(failure), _) | (Ok(_), Err(failure)) => {
                self.aside(&failure, format_args!("{}", failure.message));
                failure.exit
            }
        }
    }

    /// One line on standard error. If even that cannot be written there is nobody left to tell.
    fn aside(&self, json: &impl Serialize, text: fmt::Arguments<'_>) {
        let mut line = if self.json {
            serde_json::to_string(json).unwrap_or_default()
        } else {
            format!("opentok: {}", Printable(&text.to_string()))
        };
        line.push('\n');
        let _ = io::stderr().lock().write_all(line.as_bytes());
    }

    fn guard(&mut self, written: io::Result<()>) -> Result<(), Failure> {
        match written {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            Err(error) => Err(Failure::io("cannot write to standard output", &error)),
        }
    }
}

/// Enough for some hundred answers.
const BUFFER: usize = 64 * 1024;
