//! What routes can be told, as a table: the checks and the OpenAPI document both come from here.

mod sample;
mod session;

use alloc::borrow::Cow;

pub(crate) use sample::{
    CLASS_LIST, DVR, FHD, LAYOUT_TYPE, LOW_LATENCY, MAX_ROOM_NAME, ROOM_NAME, RTMP, SESSION_ID, STREAM_ID, STREAM_MODE,
    STREAMS, TOKEN, URL,
};
pub(crate) use session::{DATA, EXPIRES_AT, LOCATION, MEDIA_MODE, ROLE, expires_at, location, media_mode, role};

use crate::http::{ApiError, Field, Fields};

/// One parameter of a body.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    /// Another spelling that is understood.
    pub(crate) alias: Option<&'static str>,
    pub(crate) kind: Kind,
    pub(crate) is_required: bool,
    /// What the reply's `error` is if the value is none of its kind.
    pub(crate) error: &'static str,
    /// For people.
    pub(crate) about: &'static str,
}

/// What values a parameter takes.
#[derive(Debug)]
pub(crate) enum Kind {
    OneOf(&'static [&'static str]),
    Ipv4,
    /// Seconds since 1970, from now to 30 days ahead.
    Expiry,
    /// Text of so many characters.
    Text {
        least: usize,
        most: usize,
    },
    Switch,
    /// A whole number of up to nine digits.
    Count,
    /// An array or object that the service judges.
    Json(&'static str),
}

pub(crate) const fn optional(name: &'static str, about: &'static str) -> Parameter {
    Parameter {
        name,
        alias: None,
        kind: Kind::Text { least: 0, most: 1024 },
        is_required: false,
        error: "malformed_body",
        about,
    }
}

impl Parameter {
    /// The refusal of a value.
    pub(crate) fn refuse(&self) -> ApiError {
        let name = self.name;
        let message = match &self.kind {
            Kind::OneOf(words) => format!("{name} must be {}", one_of(words)),
            Kind::Ipv4 => format!("{name} must be an IPv4 address, four decimal numbers with dots between"),
            Kind::Expiry => format!("{name} must be whole seconds since 1970, from now to 30 days ahead"),
            Kind::Text { least, most } => format!("{name} must be a text of {least} to {most} characters"),
            Kind::Switch => format!("{name} must be true or false"),
            Kind::Count => format!("{name} must be a whole number from 0 to {MAX_COUNT}"),
            Kind::Json(kind) => format!("{name} must be an {kind}"),
        };
        ApiError::parameter(self.error, name, message)
    }

    fn find<'f, 'b>(&self, fields: &'f Fields<'b>) -> Result<Option<&'f Field<'b>>, ApiError> {
        let found = fields.get(self.name)?;
        if found.is_none() && self.is_required {
            let message = format!("{} is needed", self.name);
            return Err(ApiError::parameter("missing_parameter", self.name, message));
        }
        Ok(found)
    }

    /// The text, within its limits.
    pub(crate) fn text<'f>(&self, fields: &'f Fields<'_>) -> Result<Option<Cow<'f, str>>, ApiError> {
        let Some(field) = self.find(fields)? else {
            return Ok(None);
        };
        let text = field.text().ok_or_else(|| self.refuse())?;
        let fits = match &self.kind {
            Kind::Text { least, most } => {
                text.len() >= *least && (text.len() <= *most || text.chars().count() <= *most)
            }
            Kind::OneOf(words) => words.contains(&&*text),
            _ => true,
        };
        if fits { Ok(Some(text)) } else { Err(self.refuse()) }
    }

    /// The text of a parameter that must be there.
    pub(crate) fn required_text<'f>(&self, fields: &'f Fields<'_>) -> Result<Cow<'f, str>, ApiError> {
        self.text(fields)?.ok_or_else(|| self.refuse())
    }

    /// `true` or `false`; forms write them as texts.
    pub(crate) fn switch(&self, fields: &Fields<'_>) -> Result<bool, ApiError> {
        match self.find(fields)?.map(Field::value) {
            None => Ok(false),
            Some(serde_json::Value::Bool(switch)) => Ok(switch),
            Some(serde_json::Value::String(text)) if text == "true" || text == "false" => Ok(text == "true"),
            Some(_) => Err(self.refuse()),
        }
    }

    /// The whole number. JSON writes it as a number, forms as digits.
    pub(crate) fn count(&self, fields: &Fields<'_>) -> Result<Option<u64>, ApiError> {
        let Some(field) = self.find(fields)? else {
            return Ok(None);
        };
        let number = match field {
            Field::Form(_) => field.unsigned(),
            // As JSON Schema has it, 4.0 is as whole as 4.
            Field::Json(raw) => serde_json::from_str::<f64>(raw.get())
                .ok()
                .filter(|number| number.fract() == 0.0 && *number >= 0.0)
                .map(|number| number as u64),
        };
        let number = number.filter(|number| *number <= MAX_COUNT);
        number.map(Some).ok_or_else(|| self.refuse())
    }

    /// The JSON value.
    pub(crate) fn json(&self, fields: &Fields<'_>) -> Result<Option<serde_json::Value>, ApiError> {
        let value = self.find(fields)?.map(Field::value);
        let is_kind = |value: &serde_json::Value| match &self.kind {
            Kind::Json("object") => value.is_object(),
            Kind::Json("array") => value.is_array(),
            _ => true,
        };
        if value.as_ref().is_none_or(is_kind) {
            Ok(value)
        } else {
            Err(self.refuse())
        }
    }
}

/// The largest [`Kind::Count`].
pub(crate) const MAX_COUNT: u64 = 999_999_999;

/// `a, b or c`.
fn one_of(words: &[&str]) -> String {
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::MediaType;

    #[test]
    fn a_count_is_whole_and_has_at_most_nine_digits() {
        let read = |kind, body: &str| {
            let fields = Fields::read(kind, body.as_bytes())?;
            STREAMS.count(&fields)
        };
        for (text, number) in [
            ("0", 0),
            ("4", 4),
            ("4.0", 4),
            ("1e3", 1000),
            ("999999999", 999_999_999),
        ] {
            let body = format!("{{\"streams\":{text}}}");
            assert_eq!(read(MediaType::Json, &body), Ok(Some(number)), "{text}");
        }
        for text in ["-1", "4.5", "\"4\"", "1000000000", "1e300", "true", "[]"] {
            let body = format!("{{\"streams\":{text}}}");
            assert_eq!(
                read(MediaType::Json, &body).unwrap_err().word(),
                "malformed_body",
                "{text}"
            );
        }
        assert_eq!(read(MediaType::Form, "streams=4"), Ok(Some(4)));
        assert_eq!(
            read(MediaType::Form, "streams=4.0").unwrap_err().word(),
            "malformed_body"
        );
        assert_eq!(read(MediaType::Json, "{}"), Ok(None));
    }
}
