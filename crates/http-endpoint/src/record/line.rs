//! One exchange as one line of JSON:
//! `{"request":{"method","path","query"?,"headers","sha256"},"response":{"status","headers","body"|"hex"}}`, or
//! `"failure"` with a word in place of `"response"`. Headers are pairs, values one character a byte.

use core::{error::Error, fmt};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, StatusCode};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::Redaction;
use crate::TransportErrorKind;

/// Why a recording cannot be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadRecordingError {
    /// Reading itself failed.
    Io(std::io::Error),
    /// This line is not a recorded exchange.
    Line {
        /// Which one, from one.
        number: usize,
    },
    /// It is longer than [`Replay::MAX_LEN`](crate::Replay::MAX_LEN) bytes.
    TooLong,
}

/// What of a request must be the same for an answer to fit.
pub(super) struct Asked {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) query: Option<String>,
    pub(super) sha256: String,
}

/// What came of it.
pub(super) enum Came {
    Response(http::Response<Bytes>),
    Failure(TransportErrorKind),
}

impl Asked {
    pub(super) fn new(request: &http::Request<Bytes>, redaction: &Redaction) -> Self {
        Self {
            method: request.method().clone(),
            path: request.uri().path().to_owned(),
            query: request.uri().query().map(|query| redaction.query(query)),
            sha256: hex(&Sha256::digest(request.body())),
        }
    }

    pub(super) fn to_json(&self, headers: &[(HeaderName, String)]) -> Value {
        json!({
            "method": self.method.as_str(),
            "path": self.path,
            "query": self.query,
            "headers": headers_to_json(headers),
            "sha256": self.sha256,
        })
    }
}

impl Came {
    pub(super) fn to_json(&self, redaction: &Redaction) -> (&'static str, Value) {
        match self {
            Self::Failure(kind) => ("failure", kind.as_str().into()),
            Self::Response(response) => {
                let (name, body) = match core::str::from_utf8(response.body()) {
                    Ok(text) => ("body", text.into()),
                    Err(_) => ("hex", hex(response.body())),
                };
                let value = json!({
                    "status": response.status().as_u16(),
                    "headers": headers_to_json(&redaction.headers(response.headers())),
                    name: body,
                });
                ("response", value)
            }
        }
    }
}

pub(super) fn write(asked: Value, (name, came): (&'static str, Value)) -> String {
    let mut line = json!({ "request": asked, name: came }).to_string();
    line.push('\n');
    line
}

pub(super) fn read(line: &str) -> Option<(Asked, Came)> {
    let line: Value = serde_json::from_str(line).ok()?;
    let request = line.get("request")?.as_object()?;
    let asked = Asked {
        method: text(request, "method")?.parse().ok()?,
        path: text(request, "path")?.to_owned(),
        query: text(request, "query").map(str::to_owned),
        sha256: text(request, "sha256")?.to_owned(),
    };
    let came = match line.get("response") {
        Some(response) => Came::Response(read_response(response.as_object()?)?),
        None => Came::Failure(failure(line.get("failure")?.as_str()?)?),
    };
    Some((asked, came))
}

fn read_response(response: &Map<String, Value>) -> Option<http::Response<Bytes>> {
    let body = match text(response, "body") {
        Some(body) => body.to_owned().into(),
        None => from_hex(text(response, "hex")?)?,
    };
    let status = u16::try_from(response.get("status")?.as_u64()?).ok()?;
    let mut answer = http::Response::new(body);
    *answer.status_mut() = StatusCode::from_u16(status).ok()?;
    for header in response.get("headers")?.as_array()? {
        let name = HeaderName::try_from(header.get(0)?.as_str()?).ok()?;
        let bytes = header.get(1)?.as_str()?.chars().map(|byte| u8::try_from(byte).ok());
        let value = HeaderValue::from_bytes(&bytes.collect::<Option<Vec<u8>>>()?).ok()?;
        answer.headers_mut().append(name, value);
    }
    Some(answer)
}

fn failure(word: &str) -> Option<TransportErrorKind> {
    let kinds = [
        TransportErrorKind::Connect,
        TransportErrorKind::Tls,
        TransportErrorKind::Request,
        TransportErrorKind::Interrupted,
        TransportErrorKind::Timeout,
        TransportErrorKind::TooLarge,
    ];
    kinds.into_iter().find(|kind| kind.as_str() == word)
}

fn text<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    object.get(name)?.as_str()
}

fn headers_to_json(headers: &[(HeaderName, String)]) -> Value {
    headers
        .iter()
        .map(|(name, value)| json!([name.as_str(), value]))
        .collect()
}

fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or_default();
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

fn from_hex(text: &str) -> Option<Bytes> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
        return None;
    };
    pairs
        .iter()
        .map(|&[high, low]| Some(digit(high)? << 4 | digit(low)?))
        .collect()
}

impl fmt::Display for ReadRecordingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(_) => f.write_str("recording cannot be read"),
            Self::Line { number } => write!(f, "line {number} is not a recorded exchange"),
            Self::TooLong => write!(f, "recording is longer than {} bytes", crate::Replay::MAX_LEN),
        }
    }
}

impl Error for ReadRecordingError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_survive_hex() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(from_hex(&hex(&bytes)).unwrap(), bytes);
        assert_eq!((from_hex("abc"), from_hex("zz")), (None, None));
    }

    #[test]
    fn what_is_no_line_is_refused() {
        for line in [
            "",
            "{}",
            "[]",
            "null",
            r#"{"request":{}}"#,
            r#"{"request":{"method":"GET","path":"/","sha256":""}}"#,
        ] {
            assert!(read(line).is_none(), "{line}");
        }
        let line =
            r#"{"request":{"method":"GET","path":"/","sha256":""},"response":{"status":1,"headers":[],"body":""}}"#;
        assert!(read(line).is_none());
        assert!(read(&line.replace(":1,", ":200,")).is_some());
    }
}
