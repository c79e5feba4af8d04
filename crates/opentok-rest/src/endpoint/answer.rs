//! Reading answers: by status first, any 2xx is good, and a body only where one is needed.

use bytes::Bytes;
use http::Response;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{AnswerError, Call, ReadAnswerError, Refusal, UnreadableAnswer, error::trace_id, json};

/// Makes sure that the service did not refuse.
pub(crate) fn accept<C: Call>(response: &Response<Bytes>) -> Result<(), AnswerError> {
    if response.status().is_success() {
        return Ok(());
    }
    Err(AnswerError::Refused(Box::new(Refusal::read(response, C::REFUSALS))))
}

/// Makes sure that the service did not refuse, not even in an `Errors` document with a happy status, as it did until 2014.
pub(crate) fn accept_document<C: Call>(response: &Response<Bytes>) -> Result<(), AnswerError> {
    accept::<C>(response)?;
    match Refusal::in_disguise(response, C::REFUSALS) {
        Some(refusal) => Err(AnswerError::Refused(Box::new(refusal))),
        None => Ok(()),
    }
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

/// An answer that must be an array, or an object with one called `items`. Items that cannot be understood are left out.
pub(crate) fn list<C: Call, T: DeserializeOwned>(response: &Response<Bytes>) -> Result<Vec<T>, AnswerError> {
    let value: Value = json::<C, _>(response)?;
    let items = match value {
        Value::Array(items) => items,
        Value::Object(mut fields) => match fields.remove("items") {
            Some(Value::Array(items)) => items,
            _ => return Err(unreadable(response, ReadAnswerError::Missing { field: "items" })),
        },
        _ => {
            let (line, column) = (0, 0);
            return Err(unreadable(response, ReadAnswerError::Shape { line, column }));
        }
    };
    let items = items.into_iter();
    Ok(items.filter_map(|item| serde_json::from_value(item).ok()).collect())
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
