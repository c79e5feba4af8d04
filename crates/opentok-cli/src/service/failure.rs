//! What a call's failure means for the command: its exit code, its word, its one line.

use http_endpoint::TransportError;
use opentok_rest::{AnswerError, ArgumentError, AuthorizeError, CallError, RefusalKind};

use crate::failure::{Failure, sentence};

/// A call that came to nothing.
pub(crate) fn call_failure(error: &CallError) -> Failure {
    let word = error.word();
    match error {
        CallError::Argument(cause) => argument(*cause),
        CallError::Request(cause) => Failure::usage(sentence(cause)),
        CallError::Authorize(cause @ AuthorizeError::Scope { .. }) => Failure::configuration(&[sentence(cause)]),
        CallError::Authorize(cause) => Failure::configuration(&[sentence(cause)]),
        CallError::Transport(cause) => unheard(cause),
        CallError::Answer(cause) => {
            let trace = cause
                .trace_id()
                .map_or_else(String::new, |trace| format!(" (trace id {trace})"));
            let message = format!("{}{trace}", sentence(cause));
            if is_the_services_fault(cause) {
                Failure::unavailable(word, message)
            } else {
                Failure::refused(word, message)
            }
        }
        _ => Failure::unavailable(word, sentence(error)),
    }
}

/// An option that cannot be sent.
pub(crate) fn argument(error: ArgumentError) -> Failure {
    Failure::usage(error.to_string())
}

/// The network failed.
fn unheard(error: &TransportError) -> Failure {
    let outcome = if error.outcome_is_unknown() {
        "; the service may have acted all the same"
    } else {
        ""
    };
    let message = format!("the service was not heard: {}{outcome}", sentence(error));
    Failure::unavailable(error.kind().as_str(), message)
}

fn is_the_services_fault(error: &AnswerError) -> bool {
    match error.refusal() {
        Some(refusal) => matches!(refusal.kind, RefusalKind::Server | RefusalKind::RateLimited),
        None => true,
    }
}
