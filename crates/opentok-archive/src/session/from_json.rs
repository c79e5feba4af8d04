use serde_json::{Map, Value};

use super::{ReadSessionError, Session};
use crate::{Options, Refusal, excerpt::excerpt, json};

pub(super) fn parse(bytes: &[u8]) -> Result<Session, ReadSessionError> {
    let limit = Options::lenient().max_bytes;
    if bytes.len() > limit {
        return Err(ReadSessionError::TooLarge {
            limit,
            actual: bytes.len(),
        });
    }
    let value = json::parse(bytes).map_err(|_| ReadSessionError::InvalidJson)?;
    let first = match value {
        Value::Array(values) => values.into_iter().next(),
        value => Some(value),
    };
    let Some(Value::Object(fields)) = first else {
        return Err(ReadSessionError::MissingElement { element: "Session" });
    };
    match fields.get("session_id") {
        Some(Value::String(id)) if !id.trim().is_empty() => Ok(session(id.trim(), &fields)),
        Some(Value::Null) | None => Err(refusal(&fields)),
        Some(_) => Err(ReadSessionError::InvalidValue { element: "session_id" }),
    }
}

fn session(id: &str, fields: &Map<String, Value>) -> Session {
    let properties = fields.get("properties");
    let preference = properties.and_then(|value| value.get("p2p")?.get("preference"));
    Session {
        session_id: id.into(),
        partner_id: fields.get("partner_id").and_then(text),
        create_dt: fields.get("create_dt").and_then(text),
        session_status: fields.get("session_status").and_then(text),
        p2p_preference: preference.and_then(text),
    }
}

/// What an object without an id says.
fn refusal(fields: &Map<String, Value>) -> ReadSessionError {
    let Some(message) = fields.get("message") else {
        return ReadSessionError::MissingElement { element: "session_id" };
    };
    let status = fields.get("code").and_then(Value::as_u64);
    ReadSessionError::Refused(Refusal {
        status: status.and_then(|code| u32::try_from(code).ok()),
        kind: None,
        message: message.as_str().map(excerpt),
    })
}

/// The text of a text or of a number.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().into()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
