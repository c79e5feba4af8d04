//! Reading answers: by status first, any 2xx is good, and a body only where one is needed.

use bytes::Bytes;
use http::Response;
use serde::de::DeserializeOwned;

use crate::{AnswerError, Call, ReadAnswerError, Refusal, UnreadableAnswer, error::trace_id, json};

/// Makes sure that the service did not refuse.
pub(crate) fn accept<C: Call>(response: &Response<Bytes>) -> Result<(), AnswerError> {
    if response.status().is_success() {
        return Ok(());
    }
    Err(AnswerError::Refused(Box::new(Refusal::read(response, C::REFUSALS))))
}

/// An answer without anything that is worth reading.
pub(crate) fn nothing<C: Call>(response: &Response<Bytes>) -> Result<(), AnswerError> {
    accept::<C>(response)
}

/// An answer that must be JSON of this shape.
pub(crate) fn json<C: Call, T: DeserializeOwned>(response: &Response<Bytes>) -> Result<T, AnswerError> {
    accept::<C>(response)?;
    json::read(response.body()).map_err(|error| unreadable(response, error))
}

/// An answer that may be JSON of this shape: nothing at all, and anything else, is `None`.
pub(crate) fn maybe_json<C: Call, T: DeserializeOwned>(response: &Response<Bytes>) -> Result<Option<T>, AnswerError> {
    accept::<C>(response)?;
    Ok(json::read(response.body()).ok())
}

/// The error for a happy answer that cannot be read.
pub(crate) fn unreadable(response: &Response<Bytes>, error: ReadAnswerError) -> AnswerError {
    AnswerError::Unreadable(Box::new(UnreadableAnswer {
        status: response.status(),
        trace_id: trace_id(response.headers()),
        error,
    }))
}
