//! How a command ends, and what it says when it cannot do its work.

use core::error::Error;
use core::fmt::Write;
use std::io;
use std::process::ExitCode;

use serde::Serialize;

/// How a command ends.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Exit {
    /// The work is done, and what was asked about is sound.
    Done = 0,
    /// Refused, or something that was asked about is invalid.
    Refused = 1,
    /// The command line makes no sense.
    Usage = 2,
    /// A service, the network, or this machine's own input and output failed. Says nothing about any token.
    Unavailable = 3,
    /// Credentials are missing or cannot be used (`EX_CONFIG`).
    Configuration = 78,
}

impl Exit {
    /// Done if `good`, else refused.
    pub(crate) const fn from_verdict(good: bool) -> Self {
        if good { Self::Done } else { Self::Refused }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command could not do its work: a word for programs, a sentence for people.
///
/// Never built from a secret, a token, or a line of input.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct Failure {
    #[serde(skip)]
    pub(crate) exit: Exit,
    #[serde(rename = "error")]
    pub(crate) word: &'static str,
    pub(crate) message: String,
}

impl Failure {
    /// The input is not acceptable.
    pub(crate) fn refused(word: &'static str, message: impl Into<String>) -> Self {
        Self::new(Exit::Refused, word, message)
    }

    /// The command line makes no sense.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, "usage", message)
    }

    /// Every fault of the credentials at once.
    pub(crate) fn configuration(faults: &[String]) -> Self {
        Self::new(Exit::Configuration, "bad_configuration", faults.join("; "))
    }

    /// A service or the network failed.
    pub(crate) fn unavailable(word: &'static str, message: impl Into<String>) -> Self {
        Self::new(Exit::Unavailable, word, message)
    }

    /// Reading or writing failed, for instance `cannot read standard input`.
    pub(crate) fn io(what: &str, cause: &io::Error) -> Self {
        Self::new(Exit::Unavailable, "io", format!("{what}: {cause}"))
    }

    /// The operating system gave no random bytes.
    pub(crate) fn random(cause: &(dyn Error + 'static)) -> Self {
        Self::new(Exit::Unavailable, "random", sentence(cause))
    }

    fn new(exit: Exit, word: &'static str, message: impl Into<String>) -> Self {
        Self {
            exit,
            word,
            message: message.into(),
        }
    }
}

/// An error and its causes in one line, from the outermost inwards.
pub(crate) fn sentence(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        // Writing to a String does not fail.
        let _ = write!(text, ": {inner}");
        cause = inner.source();
    }
    text
}
