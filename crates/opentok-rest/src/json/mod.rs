//! Reading JSON as tolerantly as the service writes it, and writing it.
//!
//! For answers: every field but the id is optional and read by one of the functions of [`lenient`], by
//! `#[serde(default, deserialize_with = "lenient::…")]`. No `alias`, because an answer that has both names would then be
//! refused.

pub(crate) mod lenient;

use bytes::Bytes;
use serde::{Serialize, de::DeserializeOwned};

use crate::error::ReadAnswerError;

/// Reads a JSON text. A UTF-8 byte order mark is dropped.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ReadAnswerError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadAnswerError::Empty);
    }
    // Text is read faster than bytes, each string of which would be checked by itself; and bytes more tolerantly.
    let read = match core::str::from_utf8(bytes) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_slice(bytes),
    };
    read.map_err(|error| ReadAnswerError::json(&error))
}

/// Writes the body of a request.
pub(crate) fn write<T: Serialize>(value: &T) -> Bytes {
    serde_json::to_vec(value)
        .expect("a body has keys of text and no failing parts")
        .into()
}
