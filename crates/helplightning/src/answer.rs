use core::{error::Error, fmt, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode, header};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, error::Category};

use crate::AnswerError;

/// What a refusal says of itself.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Detail {
    /// The service's own number, where there is one.
    pub code: Option<i64>,
    /// The service's text: at most 256 bytes of it, without controls and without words that look like tokens.
    pub message: Box<str>,
}

/// Why a success cannot be read. It shows nothing of the body.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum DecodeError {
    /// It is JSON until here, and not beyond.
    Json {
        /// From one.
        line: usize,
        /// From one.
        column: usize,
    },
    /// It answers for another object than the one that was asked for.
    Other,
    /// It is JSON, but lacks something or has it in another form.
    Shape {
        /// From one.
        line: usize,
        /// From one.
        column: usize,
    },
}

/// Reads a success as `T`, and anything else as what it says.
pub(crate) fn read<T: DeserializeOwned>(response: Response<Bytes>) -> Result<T, AnswerError> {
    let body = success(response)?;
    serde_json::from_slice(&body).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        AnswerError::Decode(match error.classify() {
            Category::Data => DecodeError::Shape { line, column },
            Category::Eof | Category::Io | Category::Syntax => DecodeError::Json { line, column },
        })
    })
}

/// The body of a success.
pub(crate) fn success(response: Response<Bytes>) -> Result<Bytes, AnswerError> {
    let (parts, body) = response.into_parts();
    if parts.status.is_success() {
        return Ok(body);
    }
    let detail = Detail::read(&body);
    Err(match parts.status {
        status if is_expired(status, &detail) => AnswerError::TokenExpired(detail),
        StatusCode::UNAUTHORIZED => AnswerError::Unauthorized(detail),
        StatusCode::FORBIDDEN => AnswerError::Forbidden(detail),
        StatusCode::NOT_FOUND => AnswerError::NotFound(detail),
        StatusCode::TOO_MANY_REQUESTS => AnswerError::RateLimited {
            retry_after: retry_after(&parts.headers),
        },
        status => AnswerError::Api { status, detail },
    })
}

/// The code of an expired token.
const EXPIRED: i64 = 1003;

/// The two ways in which the service was seen to say it.
fn is_expired(status: StatusCode, detail: &Detail) -> bool {
    match status {
        StatusCode::BAD_REQUEST => detail.code == Some(EXPIRED),
        StatusCode::UNAUTHORIZED => detail.code == Some(EXPIRED) || detail.message.contains("token is expired"),
        _ => false,
    }
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)))
}

impl Detail {
    /// The longest message, in bytes.
    pub const MAX_MESSAGE: usize = 256;

    fn read(body: &[u8]) -> Self {
        #[derive(Deserialize)]
        struct Wire {
            #[serde(default)]
            code: Value,
            #[serde(default)]
            message: Value,
            #[serde(default)]
            error: Value,
        }
        if let Ok(wire) = serde_json::from_slice::<Wire>(body) {
            let code = match &wire.code {
                Value::String(text) => text.parse().ok(),
                code => code.as_i64(),
            };
            let message = wire.message.as_str().or(wire.error.as_str()).unwrap_or_default();
            return Self {
                code,
                message: clean(message),
            };
        }
        // Enough of it, so that cutting inside a character costs nothing.
        let head = body.get(..4 * Self::MAX_MESSAGE).unwrap_or(body);
        Self {
            code: None,
            message: clean(&String::from_utf8_lossy(head)),
        }
    }
}

/// Makes a text of the service fit to be shown.
fn clean(text: &str) -> Box<str> {
    let mut out = String::new();
    for word in text.split(|character: char| character.is_whitespace() || character.is_control()) {
        let word = if looks_like_token(word) { "(redacted)" } else { word };
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
        if out.len() > Detail::MAX_MESSAGE {
            break;
        }
    }
    let end = (0..=Detail::MAX_MESSAGE.min(out.len()))
        .rev()
        .find(|&at| out.is_char_boundary(at))
        .unwrap_or(0);
    out[..end].into()
}

/// A JWT anywhere in the word: its header begins with a brace and a quote.
fn looks_like_token(word: &str) -> bool {
    word.contains("eyJ")
}

/// With a colon and a space before it, or nothing at all.
impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(code) = self.code {
            write!(f, " (code {code})")?;
        }
        if !self.message.is_empty() {
            write!(f, ": {}", self.message)?;
        }
        Ok(())
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json { line, column } => write!(f, "not JSON from line {line}, column {column} on"),
            Self::Other => f.write_str("answer is for another object than the one asked for"),
            Self::Shape { line, column } => write!(f, "not the expected form at line {line}, column {column}"),
        }
    }
}

impl Error for DecodeError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(status: u16, body: &str) -> AnswerError {
        let response = Response::builder()
            .status(status)
            .body(Bytes::copy_from_slice(body.as_bytes()))
            .unwrap();
        read::<Value>(response).unwrap_err()
    }

    #[test]
    fn both_ways_to_say_expired_are_understood() {
        let text = "Authorization token is expired, please refresh the token";
        assert!(matches!(refusal(401, text), AnswerError::TokenExpired(_)));
        let json = r#"{"code":1003,"message":"Token expired"}"#;
        assert!(matches!(refusal(400, json), AnswerError::TokenExpired(_)));
        assert!(matches!(
            refusal(401, r#"{"code":"1003"}"#),
            AnswerError::TokenExpired(_)
        ));
        assert!(matches!(refusal(400, text), AnswerError::Api { .. }));
        assert!(matches!(refusal(401, r#"{"code":1002}"#), AnswerError::Unauthorized(_)));
        assert!(matches!(refusal(403, json), AnswerError::Forbidden(_)));
    }

    #[test]
    fn a_refusal_keeps_code_and_message() {
        let error = refusal(422, r#"{"code":7,"message":"no such\nrole","extra":[1]}"#);
        assert_eq!(error.to_string(), "service answered 422 (code 7): no such role");
        assert_eq!(
            refusal(500, "<html>oops</html>").to_string(),
            "service answered 500: <html>oops</html>"
        );
        assert_eq!(refusal(404, "").to_string(), "service does not know it");
    }

    #[test]
    fn a_message_is_cut_and_shows_no_token() {
        let AnswerError::Api { detail, .. } = refusal(500, &"ä".repeat(5000)) else {
            panic!("not this")
        };
        assert_eq!(detail.message.len(), Detail::MAX_MESSAGE);
        let AnswerError::Unauthorized(detail) = refusal(401, "bad token eyJhbGciOiJIUzI1NiJ9.e30.x here") else {
            panic!("not this")
        };
        assert_eq!(&*detail.message, "bad token (redacted) here");
    }

    #[test]
    fn seconds_to_wait_are_read() {
        for (text, seconds) in [
            ("7", Some(7)),
            (" 7 ", Some(7)),
            ("99999999999999999999", Some(u64::MAX)),
            ("-1", None),
            ("soon", None),
            ("", None),
        ] {
            let headers = HeaderMap::from_iter([(header::RETRY_AFTER, text.parse().unwrap())]);
            assert_eq!(retry_after(&headers).map(|time| time.as_secs()), seconds, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_success_is_told_without_it() {
        let response = |body: &'static str| Response::new(Bytes::from_static(body.as_bytes()));
        assert_eq!(
            read::<u64>(response("<html>")),
            Err(AnswerError::Decode(DecodeError::Json { line: 1, column: 1 }))
        );
        let error = read::<u64>(response("\"secret\"")).unwrap_err();
        assert!(matches!(error, AnswerError::Decode(DecodeError::Shape { .. })));
        assert!(!format!("{error:?} {error}").contains("secret"));
    }
}
