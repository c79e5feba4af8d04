use serde::Deserialize;

use super::{
    excerpt::{MAX_LEN, excerpt, excerpt_of},
    xml,
};
use crate::json::lenient;

/// What the body of a refusal says. All its texts together are at most 256 bytes.
#[derive(Debug, Default, Deserialize, PartialEq)]
pub(super) struct ErrorBody {
    #[serde(default, deserialize_with = "code")]
    pub(super) code: Option<i64>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(super) message: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub(super) description: Option<Box<str>>,
    /// The beginning of a body that has none of these.
    #[serde(skip)]
    pub(super) excerpt: Option<Box<str>>,
}

impl ErrorBody {
    /// Reads JSON or XML, whatever it says it is.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii();
        let body = match bytes.first() {
            Some(b'{') => serde_json::from_slice(bytes).ok(),
            Some(b'<') => xml::read(bytes),
            _ => None,
        };
        body.unwrap_or_default().within_limits(bytes)
    }

    pub(super) fn within_limits(mut self, bytes: &[u8]) -> Self {
        // "null" is what the service writes when it has nothing to say.
        let said = |text: &Box<str>| !text.is_empty() && &**text != "null";
        self.message = self.message.filter(said).map(|text| excerpt(&text));
        let left = MAX_LEN - self.message.as_ref().map_or(0, |text| text.len());
        self.description = self
            .description
            .filter(|text| said(text) && self.message.as_ref() != Some(text))
            .map(|text| excerpt_of(&text, left))
            .filter(|text| !text.is_empty());
        if self.code.is_none() && self.message.is_none() && self.description.is_none() && !bytes.is_empty() {
            // Replacement characters are longer than what they replace, so that the cut comes last.
            let start = String::from_utf8_lossy(&bytes[..bytes.len().min(MAX_LEN)]);
            self.excerpt = Some(excerpt(&start));
        }
        self
    }
}

/// A number, or a text of one.
fn code<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    Ok(match serde_json::Value::deserialize(deserializer)? {
        serde_json::Value::Number(number) => number.as_i64(),
        serde_json::Value::String(text) => text.trim().parse().ok(),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> (Option<i64>, Option<String>, Option<String>, Option<String>) {
        let ErrorBody {
            code,
            message,
            description,
            excerpt,
        } = ErrorBody::read(body.as_bytes());
        let owned = |text: Option<Box<str>>| text.map(String::from);
        (code, owned(message), owned(description), owned(excerpt))
    }

    #[test]
    fn every_recorded_shape_is_understood() {
        let some = |text: &str| Some(text.to_owned());
        for (body, expected) in [
            (
                r#"{"code":15004,"message":"a","description":"b"}"#,
                (Some(15004), some("a"), some("b"), None),
            ),
            (
                r#"{"code":-1,"message":"a","description":"a"}"#,
                (Some(-1), some("a"), None, None),
            ),
            (r#"{"message":"a"}"#, (None, some("a"), None, None)),
            (r#"{"code":"400","message":null}"#, (Some(400), None, None, None)),
            (r#"{"code":5,"message":"null"}"#, (Some(5), None, None, None)),
            ("", (None, None, None, None)),
            ("<html>no</p>", (None, None, None, some("<html>no</p>"))),
            ("gone", (None, None, None, some("gone"))),
            (
                "<?xml version=\"1.0\"?><errorPayload><code>-1</code><message>Invalid signature</message>\
                 <description>Invalid signature</description></errorPayload>",
                (Some(-1), some("Invalid signature"), None, None),
            ),
            (
                "<Errors><error code=\"-1\"><authError message=\"a &amp; b\"/></error></Errors>",
                (Some(-1), some("a & b"), None, None),
            ),
        ] {
            assert_eq!(read(body), expected, "{body}");
        }
    }

    #[test]
    fn all_texts_together_have_a_limit() {
        let long = "é".repeat(300);
        let (_, message, description, _) = read(&format!(r#"{{"message":"{long}","description":"other"}}"#));
        assert_eq!((message.unwrap().len(), description), (256, None));
        let (_, message, description, _) = read(&format!(r#"{{"message":"ab","description":"{long}"}}"#));
        assert_eq!((message.unwrap().len(), description.unwrap().len()), (2, 254));
        assert_eq!(read(&long).3.unwrap().len(), 256);
        let bytes = [0xff; 300];
        assert!(ErrorBody::read(&bytes).excerpt.unwrap().len() <= 256);
    }
}
