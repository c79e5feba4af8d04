mod form;
mod json;

use alloc::borrow::Cow;

use http::StatusCode;
use serde_json::value::RawValue;

use crate::http::{ApiError, MediaType};

/// The named values of a body: the members of a JSON object, or the fields of a form.
///
/// Names that nobody asks for are ignored, whatever they hold. Wire: [`WIRE.md`, "Bodies"](crate::wire).
#[derive(Debug, Default)]
pub struct Fields<'b> {
    pairs: Pairs<'b>,
}

/// Names and values in order, with repetitions.
type Pairs<'b> = Vec<(Cow<'b, str>, Field<'b>)>;

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
            MediaType::Json => json::read(body).map(|pairs| Self { pairs }),
            MediaType::Form => form::read(body).map(|pairs| Self { pairs }),
            MediaType::Other => Err(ApiError::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "the body must be application/json or application/x-www-form-urlencoded, in UTF-8, not compressed",
            )),
        }
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
