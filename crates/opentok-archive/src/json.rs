//! JSON, more strictly than serde_json reads it by itself: no key twice, and only so deep.

use core::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Number, Value};

use crate::MAX_NUMBER;

/// The deepest nesting that is read. serde_json calls itself for each level, so this bounds the stack.
pub(crate) const MAX_DEPTH: usize = 64;

/// Why bytes are no JSON that is read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum JsonFault {
    Invalid,
    TooDeep,
}

/// Reads a JSON text. A UTF-8 byte order mark is dropped.
pub(crate) fn parse(bytes: &[u8]) -> Result<Value, JsonFault> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if is_too_deep(bytes) {
        return Err(JsonFault::TooDeep);
    }
    serde_json::from_slice::<Unique>(bytes)
        .map(|Unique(value)| value)
        .map_err(|_| JsonFault::Invalid)
}

/// The number that `value` is, if it is whole and not above [`MAX_NUMBER`], however it is written.
pub(crate) fn whole_number(value: &Number) -> Option<u64> {
    let whole = value.as_u64().or_else(|| {
        let float = value.as_f64()?;
        // Exact: the bound is below 2^53, where every whole number is a float.
        let fits = float.fract() == 0.0 && (0.0..=MAX_NUMBER as f64).contains(&float);
        fits.then_some(float as u64)
    });
    whole.filter(|&number| number <= MAX_NUMBER)
}

/// Counts brackets outside of strings. What is no JSON is found out later.
fn is_too_deep(bytes: &[u8]) -> bool {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    for &byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_string,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'[' | b'{' if depth == MAX_DEPTH => return true,
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

/// A value in whose objects no key comes twice.
struct Unique(Value);

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UniqueVisitor).map(Self)
    }
}

struct UniqueVisitor;

impl<'de> Visitor<'de> for UniqueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("number is not finite"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Unique(value)) = sequence.next_element()? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut values = Map::new();
        while let Some((key, Unique(value))) = map.next_entry::<String, _>()? {
            if values.insert(key, value).is_some() {
                return Err(A::Error::custom("key comes twice"));
            }
        }
        Ok(Value::Object(values))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_may_come_once_at_every_level() {
        assert!(parse(br#"{"a":{"a":1},"b":[{"a":1},{"a":2}]}"#).is_ok());
        assert_eq!(parse(br#"{"b":[{"a":1,"\u0061":2}]}"#), Err(JsonFault::Invalid));
    }

    #[test]
    fn nesting_has_a_limit_and_strings_do_not_count() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(parse(nested(MAX_DEPTH).as_bytes()).is_ok());
        assert_eq!(parse(nested(MAX_DEPTH + 1).as_bytes()), Err(JsonFault::TooDeep));
        assert!(parse(format!("[\"{}\\\"[[\"]", "[".repeat(500)).as_bytes()).is_ok());
        assert_eq!(parse("[".repeat(1_000_000).as_bytes()), Err(JsonFault::TooDeep));
    }

    #[test]
    fn whole_numbers_are_known_in_every_spelling() {
        for (text, number) in [
            ("0", Some(0)),
            ("1e3", Some(1000)),
            ("100.0", Some(100)),
            ("9007199254740991", Some(MAX_NUMBER)),
            ("9007199254740992", None),
            ("9.007199254740992e15", None),
            ("0.5", None),
            ("-1", None),
            ("1e300", None),
        ] {
            let Ok(Value::Number(value)) = parse(text.as_bytes()) else {
                panic!("{text}")
            };
            assert_eq!(whole_number(&value), number, "{text}");
        }
    }
}
