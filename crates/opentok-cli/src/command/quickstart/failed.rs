//! A step of the story that did not come as it had to.

use core::fmt::Display;

use http_endpoint::TransportError;
use opentok_rest::CallError;

use crate::failure::{Failure, sentence};

/// A call came to nothing: for want of an answer, or because the answer is not the one hoped for.
pub(super) fn call(step: &'static str) -> impl Fn(CallError) -> Failure {
    move |error| match &error {
        CallError::Transport(_) => unheard(step, &error),
        _ => told(step, sentence(&error)),
    }
}

/// A request outside of the client came to nothing.
pub(super) fn transport(step: &'static str) -> impl Fn(TransportError) -> Failure {
    move |error| unheard(step, &error)
}

/// The answer is not what the story says.
pub(super) fn told(step: &str, what: impl Display) -> Failure {
    Failure::refused(WORD, format!("the story broke off at \"{step}\": {what}"))
}

/// Makes sure that something is as the story says.
pub(super) fn require(step: &'static str, holds: bool, what: impl FnOnce() -> String) -> Result<(), Failure> {
    if holds { Ok(()) } else { Err(told(step, what())) }
}

fn unheard(step: &str, error: &(dyn core::error::Error + 'static)) -> Failure {
    Failure::unavailable(WORD, format!("the story broke off at \"{step}\": {}", sentence(error)))
}

const WORD: &str = "quickstart";
