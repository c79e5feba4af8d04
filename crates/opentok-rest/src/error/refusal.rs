use core::{fmt, time::Duration};
use std::time::{SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, StatusCode, header};
use opentok_token::UnixSeconds;

use super::{Diagnosis, RefusalKind, body::ErrorBody, excerpt::excerpt, xml};

/// What the service said when it refused.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Refusal {
    /// What it means for this call.
    pub kind: RefusalKind,
    /// The status.
    pub status: StatusCode,
    /// The service's own number for the reason, such as 15002.
    pub code: Option<i64>,
    /// The reason, as the service words it.
    pub message: Option<Box<str>>,
    /// More about the reason, unless it is the same as the message.
    pub description: Option<Box<str>>,
    /// The beginning of a body that has none of these. All texts from the body together are at most 256 bytes.
    pub excerpt: Option<Box<str>>,
    /// The name under which the service keeps its own record of the exchange: the header `X-Opentok-Trace`.
    pub trace_id: Option<Box<str>>,
    /// How long the service asks to wait.
    pub retry_after: Option<Duration>,
    /// Why the credentials were refused. Always there if the kind is [`RefusalKind::Authentication`].
    pub diagnosis: Option<Diagnosis>,
}

impl Refusal {
    /// Reads an answer whose status is not a happy one. `refusals` is the call's own table.
    pub(crate) fn read(response: &http::Response<Bytes>, refusals: &[(u16, RefusalKind)]) -> Self {
        let kind = RefusalKind::among(refusals, response.status());
        Self::new(response, kind, ErrorBody::read(response.body()))
    }

    /// Reads an `Errors` document in an answer whose status says that all is well. Its code is a status.
    pub(crate) fn in_disguise(response: &http::Response<Bytes>, refusals: &[(u16, RefusalKind)]) -> Option<Self> {
        let bytes = response.body().strip_prefix(b"\xEF\xBB\xBF").unwrap_or(response.body());
        let bytes = bytes.trim_ascii_start();
        let body = bytes.starts_with(b"<").then(|| xml::read(bytes)).flatten()?;
        let status = body
            .code
            .and_then(|code| StatusCode::from_u16(u16::try_from(code).ok()?).ok());
        let kind = status.map_or(RefusalKind::Other, |status| RefusalKind::among(refusals, status));
        Some(Self::new(response, kind, body.within_limits(bytes)))
    }

    fn new(response: &http::Response<Bytes>, kind: RefusalKind, body: ErrorBody) -> Self {
        let (status, headers) = (response.status(), response.headers());
        let about_credentials = kind == RefusalKind::Authentication;
        let said = body.message.as_deref().or(body.description.as_deref());
        Self {
            kind,
            status,
            code: body.code,
            diagnosis: about_credentials.then(|| Diagnosis::new(said, date(headers))),
            message: body.message,
            description: body.description,
            excerpt: body.excerpt,
            trace_id: trace_id(headers),
            retry_after: retry_after(headers),
        }
    }
}

/// The service's name for the exchange, at most 256 bytes of it.
pub(crate) fn trace_id(headers: &HeaderMap) -> Option<Box<str>> {
    let text = headers.get(X_OPENTOK_TRACE)?.to_str().ok()?;
    Some(excerpt(text))
}

const X_OPENTOK_TRACE: HeaderName = HeaderName::from_static("x-opentok-trace");

fn date(headers: &HeaderMap) -> Option<UnixSeconds> {
    let date = time(headers, header::DATE)?;
    Some(UnixSeconds::new(date.duration_since(UNIX_EPOCH).ok()?.as_secs()))
}

/// Seconds, or a date, which counts from the answer's own.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let until = time(headers, header::RETRY_AFTER)?;
    Some(until.duration_since(time(headers, header::DATE)?).unwrap_or_default())
}

fn time(headers: &HeaderMap, name: HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(name)?.to_str().ok()?).ok()
}

/// Status, meaning, code, and the service's words in quotes.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "service refused with {}: {}", self.status.as_u16(), self.kind)?;
        if let Some(diagnosis) = &self.diagnosis {
            write!(f, ", {diagnosis}")?;
        }
        if let Some(code) = self.code {
            write!(f, " (code {code})")?;
        }
        match self.message.as_ref().or(self.description.as_ref()) {
            Some(message) => write!(f, ": {message:?}"),
            None => Ok(()),
        }
    }
}
