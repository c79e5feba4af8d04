use alloc::borrow::Cow;
use core::fmt;

use http::StatusCode;
use percent_encoding::percent_decode;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::http::percent::escapes_are_whole;
use crate::http::{ApiError, MediaType};

/// The named values of a body: the members of a JSON object, or the fields of a form.
///
/// Names that nobody asks for are ignored, whatever they hold. Wire: [`WIRE.md`, "Bodies"](crate::wire).
#[derive(Debug, Default)]
pub struct Fields<'b> {
    pairs: Vec<(Cow<'b, str>, Field<'b>)>,
}

/// One value, of the kind its body is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Field<'b> {
    /// A JSON value, as written.
    Json(&'b RawValue),
    /// A text of a form.
    Form(Cow<'b, str>),
}

impl<'b> Fields<'b> {
    /// The deepest nesting of a JSON body.
    pub const MAX_DEPTH: usize = 128;

    /// Reads a body. An empty one has no fields, whatever its type.
    ///
    /// # Errors
    ///
    /// 400 `malformed_body`, or 415 `unsupported_media_type`.
    pub fn read(kind: MediaType, body: &'b [u8]) -> Result<Self, ApiError> {
        match kind {
            _ if body.is_empty() => Ok(Self::default()),
            MediaType::Json => Self::read_json(body),
            MediaType::Form => Self::read_form(body),
            MediaType::Other => Err(ApiError::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "the body must be application/json or application/x-www-form-urlencoded, in UTF-8, not compressed",
            )),
        }
    }

    fn read_json(body: &'b [u8]) -> Result<Self, ApiError> {
        let text = core::str::from_utf8(body).map_err(|_| ApiError::malformed_body("the body is not UTF-8"))?;
        if is_deeper(text.as_bytes(), Self::MAX_DEPTH) {
            return Err(ApiError::malformed_body("the body is nested too deeply"));
        }
        let mut json = serde_json::Deserializer::from_str(text);
        let pairs = json
            .deserialize_map(Members)
            .and_then(|pairs| json.end().map(|()| pairs));
        match pairs {
            Ok(pairs) => Ok(Self { pairs }),
            Err(_) => Err(ApiError::malformed_body("the body is not one JSON object")),
        }
    }

    fn read_form(body: &'b [u8]) -> Result<Self, ApiError> {
        let malformed = || ApiError::malformed_body("the form has a broken escape or is not UTF-8");
        let mut pairs = Vec::new();
        for piece in body.split(|byte| *byte == b'&').filter(|piece| !piece.is_empty()) {
            let at = piece.iter().position(|byte| *byte == b'=').unwrap_or(piece.len());
            let (name, value) = (&piece[..at], piece.get(at + 1..).unwrap_or_default());
            let name = decode(name).ok_or_else(malformed)?;
            let value = decode(value).ok_or_else(malformed)?;
            pairs.push((name, Field::Form(value)));
        }
        Ok(Self { pairs })
    }

    /// The value called `name`. `None` if it is absent, a JSON `null`, or an empty field of a form.
    ///
    /// # Errors
    ///
    /// 400 `duplicate_parameter` if it is there twice.
    pub fn get(&self, name: &'static str) -> Result<Option<&Field<'b>>, ApiError> {
        let mut named = self
            .pairs
            .iter()
            .filter(|(known, _)| known == name)
            .map(|(_, field)| field);
        let first = named.next();
        if named.next().is_some() {
            return Err(ApiError::parameter(
                "duplicate_parameter",
                name,
                format!("{name} is given twice"),
            ));
        }
        Ok(first.filter(|field| !field.is_absent()))
    }
}

impl<'b> Field<'b> {
    fn is_absent(&self) -> bool {
        match self {
            Self::Json(raw) => raw.get() == "null",
            Self::Form(text) => text.is_empty(),
        }
    }

    /// The text, if this is one.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Form(text) => Some(Cow::Borrowed(text)),
            Self::Json(raw) => {
                let inner = raw.get().strip_prefix('"')?.strip_suffix('"')?;
                if inner.contains('\\') {
                    serde_json::from_str(raw.get()).ok().map(Cow::Owned)
                } else {
                    Some(Cow::Borrowed(inner))
                }
            }
        }
    }

    /// The whole number that this is, or that its text writes in decimal digits.
    pub fn unsigned(&self) -> Option<u64> {
        let text = match self {
            Self::Json(raw) if !raw.get().starts_with('"') => Cow::Borrowed(raw.get()),
            _ => self.text()?,
        };
        let is_decimal = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_decimal.then(|| text.parse().ok()).flatten()
    }

    /// The JSON value; the text of a form is a JSON string.
    pub fn value(&self) -> serde_json::Value {
        match self {
            // Syntax was checked when the body was read; what may still fail is half a surrogate pair.
            Self::Json(raw) => serde_json::from_str(raw.get()).unwrap_or_default(),
            Self::Form(text) => serde_json::Value::String(text.clone().into_owned()),
        }
    }
}

/// Collects members in order, with repetitions.
struct Members;

impl<'b> Visitor<'b> for Members {
    type Value = Vec<(Cow<'b, str>, Field<'b>)>;

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

fn decode(text: &[u8]) -> Option<Cow<'_, str>> {
    if !text.iter().any(|byte| matches!(byte, b'%' | b'+')) {
        return core::str::from_utf8(text).ok().map(Cow::Borrowed);
    }
    escapes_are_whole(text).then_some(())?;
    let spaced: Vec<u8> = text
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    String::from_utf8(percent_decode(&spaced).collect())
        .ok()
        .map(Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(body: &str) -> Result<Fields<'_>, ApiError> {
        Fields::read(MediaType::Json, body.as_bytes())
    }

    #[test]
    fn null_is_absent_and_an_empty_text_is_not() {
        let fields = json(r#"{"a":null,"b":"","c":false}"#).unwrap();
        assert!(fields.get("a").unwrap().is_none());
        assert_eq!(fields.get("b").unwrap().unwrap().text().as_deref(), Some(""));
        assert_eq!(fields.get("c").unwrap().unwrap().text(), None);
        assert!(fields.get("d").unwrap().is_none());
    }

    #[test]
    fn an_empty_field_of_a_form_is_absent() {
        let fields = Fields::read(MediaType::Form, b"a=&b&c=1+2%2B&&=x").unwrap();
        assert!(fields.get("a").unwrap().is_none());
        assert!(fields.get("b").unwrap().is_none());
        assert_eq!(fields.get("c").unwrap().unwrap().text().as_deref(), Some("1 2+"));
    }

    #[test]
    fn a_repetition_is_told_even_when_spelt_differently() {
        let fields = json("{\"role\":null,\"ro\\u006ce\":1,\"x\":1,\"x\":2}").unwrap();
        assert_eq!(fields.get("role").unwrap_err().word(), "duplicate_parameter");
    }

    #[test]
    fn what_is_not_one_object_is_malformed() {
        for body in [
            "{",
            "[]",
            "null",
            "1",
            "{} x",
            "{}{}",
            "{\"a\":}",
            "{\"a\":1,}",
            "\u{feff}{}",
            "{\"a\":'1'}",
            " ",
        ] {
            assert_eq!(json(body).unwrap_err().word(), "malformed_body", "{body}");
        }
        for body in [&b"{\"a\":\"\xff\"}"[..], b"\xff", b"{\"\xc3\":1}"] {
            assert_eq!(
                Fields::read(MediaType::Json, body).unwrap_err().word(),
                "malformed_body"
            );
        }
        for body in ["a=%", "a=%zz", "%4=1", "a=%ff"] {
            let read = Fields::read(MediaType::Form, body.as_bytes());
            assert_eq!(read.unwrap_err().word(), "malformed_body", "{body}");
        }
    }

    #[test]
    fn nesting_has_a_limit() {
        let nested = |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth - 1), "]".repeat(depth - 1));
        assert!(json(&nested(Fields::MAX_DEPTH)).is_ok());
        assert!(json(&nested(Fields::MAX_DEPTH + 1)).is_err());
        assert!(json(&format!("{{\"a\":\"{}\"}}", "[\\\"".repeat(200))).is_ok());
    }

    #[test]
    fn whole_numbers_are_numbers_or_texts_of_digits() {
        let fields =
            json(r#"{"a":12,"b":"12","c":12.0,"d":-1,"e":"+1","f":1e3,"g":"","h":18446744073709551616}"#).unwrap();
        let read = |name| fields.get(name).unwrap().unwrap().unsigned();
        assert_eq!((read("a"), read("b")), (Some(12), Some(12)));
        for name in ["c", "d", "e", "f", "g", "h"] {
            assert_eq!(read(name), None, "{name}");
        }
    }

    #[test]
    fn texts_are_unescaped() {
        let fields = json(r#"{"a":"Zo\u00eb \"x\"","b":"\ud800"}"#).unwrap();
        assert_eq!(fields.get("a").unwrap().unwrap().text().as_deref(), Some("Zoë \"x\""));
        assert_eq!(fields.get("b").unwrap().unwrap().text(), None);
    }

    #[test]
    fn another_type_is_refused_unless_the_body_is_empty() {
        assert_eq!(
            Fields::read(MediaType::Other, b"x").unwrap_err().word(),
            "unsupported_media_type"
        );
        assert!(Fields::read(MediaType::Other, b"").is_ok());
    }
}
