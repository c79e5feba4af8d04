use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Response, StatusCode, header};
use serde_json::Value;

/// What comes of a request.
#[derive(Debug)]
#[non_exhaustive]
pub enum Outcome {
    /// An answer.
    Answer(Response<Bytes>),
    /// The connection breaks, and nobody knows whether the request was heard.
    Break,
    /// Nothing, ever.
    Stall,
}

/// A failure that is scripted.
///
/// ```
/// use helplightning::{Clock, sandbox::{Fault, Sandbox}};
///
/// let sandbox = Sandbox::new(7, Clock::system());
/// sandbox.add_fault(Fault::stall().path("/v1/sessions").times(1));
/// sandbox.add_fault(Fault::status(429).header("retry-after", "7"));
/// ```
#[derive(Clone, Debug)]
#[must_use = "a fault does nothing until it is added"]
pub struct Fault {
    method: Option<Method>,
    path: Option<Box<str>>,
    left: Option<u32>,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Answer(Response<Bytes>),
    Break,
    Stall,
}

impl Fault {
    /// Never answers.
    pub fn stall() -> Self {
        Self::new(Kind::Stall)
    }

    /// Breaks the connection.
    pub fn break_off() -> Self {
        Self::new(Kind::Break)
    }

    /// Answers with this status and nothing more. What is no status counts as 500.
    pub fn status(status: u16) -> Self {
        let mut answer = Response::new(Bytes::new());
        *answer.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self::new(Kind::Answer(answer))
    }

    /// Refuses with this status and JSON. What is no status counts as 500.
    pub fn answer(status: u16, json: &Value) -> Self {
        let mut fault = Self::lie(json);
        if let Kind::Answer(answer) = &mut fault.kind {
            *answer.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        }
        fault
    }

    /// Answers 200 with something else than the truth.
    pub fn lie(json: &Value) -> Self {
        Self::body("application/json", json.to_string())
    }

    /// Answers 200 with this.
    pub fn body(content_type: &'static str, body: impl Into<Bytes>) -> Self {
        let mut answer = Response::new(body.into());
        let value = HeaderValue::try_from(content_type).unwrap_or(HeaderValue::from_static("text/plain"));
        answer.headers_mut().insert(header::CONTENT_TYPE, value);
        Self::new(Kind::Answer(answer))
    }

    fn new(kind: Kind) -> Self {
        Self {
            method: None,
            path: None,
            left: None,
            kind,
        }
    }

    /// Only for requests with this method.
    pub fn method(mut self, method: Method) -> Self {
        self.method = Some(method);
        self
    }

    /// Only for requests whose path, behind `/api`, begins with this.
    pub fn path(mut self, prefix: &str) -> Self {
        self.path = Some(prefix.into());
        self
    }

    /// Only so many times.
    pub fn times(mut self, times: u32) -> Self {
        self.left = Some(times);
        self
    }

    /// With one more header, if the fault answers. What no header can hold is left out.
    pub fn header(mut self, name: &'static str, value: &'static str) -> Self {
        if let (Kind::Answer(answer), Ok(name), Ok(value)) =
            (&mut self.kind, HeaderName::try_from(name), HeaderValue::try_from(value))
        {
            answer.headers_mut().insert(name, value);
        }
        self
    }

    /// What it makes of a request, which then counts as one of its times.
    pub(super) fn strike(&mut self, method: &Method, path: &str) -> Option<Outcome> {
        let is_meant = self.method.as_ref().is_none_or(|only| only == method)
            && self.path.as_ref().is_none_or(|prefix| path.starts_with(&**prefix));
        if !is_meant || self.left == Some(0) {
            return None;
        }
        self.left = self.left.map(|left| left - 1);
        Some(match &self.kind {
            Kind::Answer(answer) => Outcome::Answer(answer.clone()),
            Kind::Break => Outcome::Break,
            Kind::Stall => Outcome::Stall,
        })
    }
}
