//! Answers to REST calls: whatever comes, every call reads it, refuses only what is a refusal, and repeats little of it.

use core::{error::Error, fmt::Debug};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, StatusCode};
use opentok_rest::{AnswerError, Call};

#[path = "../../crates/opentok-rest/tests/support/samples.rs"]
mod samples;

/// The first line is a status, the lines up to an empty one are headers, the rest is the body.
pub fn run(data: &[u8]) {
    samples::visit_all(&mut Reader(response(data)));
}

fn response(data: &[u8]) -> Response<Bytes> {
    let (head, body) = match data.windows(2).position(|pair| pair == b"\n\n") {
        Some(at) => (&data[..at], &data[at + 2..]),
        None => (data, &[][..]),
    };
    let mut response = Response::new(Bytes::copy_from_slice(body));
    let mut lines = head.split(|&byte| byte == b'\n');
    *response.status_mut() = lines
        .next()
        .and_then(|line| StatusCode::from_bytes(line).ok())
        .unwrap_or_default();
    for line in lines.take(100) {
        let Some(at) = line.iter().position(|&byte| byte == b':') else {
            continue;
        };
        if let (Ok(name), Ok(value)) = (
            HeaderName::from_bytes(&line[..at]),
            HeaderValue::from_bytes(&line[at + 1..]),
        ) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

struct Reader(Response<Bytes>);

impl samples::Visitor for Reader {
    fn visit<C: Call<Output: Debug> + 'static>(&mut self, call: C) {
        let is_happy = self.0.status().is_success();
        match call.parse(self.0.clone()) {
            Ok(output) => {
                assert!(is_happy, "{} took a refusal for an answer", C::NAME);
                // Only has to return.
                let _ = format!("{output:?}");
            }
            Err(error) => self.check(C::NAME, is_happy, &error),
        }
    }
}

impl Reader {
    fn check(&self, name: &str, is_happy: bool, error: &AnswerError) {
        let body = self.0.body();
        let text_of_error = {
            let mut text = error.to_string();
            let mut source = error.source();
            while let Some(cause) = source {
                text.push_str(&cause.to_string());
                source = cause.source();
            }
            text
        };
        // 256 bytes, each of which can take ten characters when it is escaped, and what is said around them.
        assert!(text_of_error.len() < 256 * 10 + 600, "{name}: {}", text_of_error.len());
        match error.refusal() {
            Some(refusal) => {
                let is_document = body.trim_ascii_start().starts_with(b"<") || body.starts_with(b"\xEF\xBB\xBF");
                assert!(!is_happy || is_document, "{name} took an answer for a refusal");
                let texts = [&refusal.message, &refusal.description, &refusal.excerpt];
                let len: usize = texts.into_iter().flatten().map(|text| text.len()).sum();
                assert!(len <= 256, "{name} keeps {len} bytes");
            }
            None => assert!(is_happy, "{name} did not see the refusal"),
        }
    }
}
