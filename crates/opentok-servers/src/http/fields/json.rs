use alloc::borrow::Cow;
use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};

use super::{Field, Fields, Pairs};
use crate::http::ApiError;

/// The members of a JSON object, in order, with repetitions.
pub(super) fn read(body: &[u8]) -> Result<Pairs<'_>, ApiError> {
    let text = core::str::from_utf8(body).map_err(|_| ApiError::malformed_body("the body is not UTF-8"))?;
    if is_deeper(text.as_bytes(), Fields::MAX_DEPTH) {
        return Err(ApiError::malformed_body("the body is nested too deeply"));
    }
    let mut json = serde_json::Deserializer::from_str(text);
    json.deserialize_map(Members)
        .and_then(|pairs| json.end().map(|()| pairs))
        .map_err(|_| ApiError::malformed_body("the body is not one JSON object"))
}

/// Collects members.
struct Members;

impl<'b> Visitor<'b> for Members {
    type Value = Pairs<'b>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'b>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(name) = map.next_key_seed(Name)? {
            pairs.push((name, Field::Json(map.next_value()?)));
        }
        Ok(pairs)
    }
}

/// A name, borrowed unless it has escapes.
struct Name;

impl<'b> DeserializeSeed<'b> for Name {
    type Value = Cow<'b, str>;

    fn deserialize<D: Deserializer<'b>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'b> Visitor<'b> for Name {
    type Value = Cow<'b, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, text: &'b str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

/// Whether arrays and objects nest deeper than `limit`. Asked before parsing: `RawValue` itself has no limit.
fn is_deeper(text: &[u8], limit: usize) -> bool {
    if text.len() <= limit {
        return false;
    }
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for byte in text {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => depth += 1,
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > limit {
            return true;
        }
    }
    false
}
