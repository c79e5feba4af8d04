use core::fmt;

use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use serde_json::Value;

use crate::{AnswerError, Bearer, Call, DecodeError, answer};

/// Any other call of the API, by any token: what no source describes well enough for a type of its own.
///
/// ```
/// use helplightning::RawCall;
/// use http_endpoint::{Base, Endpoint};
///
/// let calls = RawCall::get(&["v1", "enterprise", "calls", "range"]).query("from_date", "2026-11-01");
/// let request = calls.request(&Base::new("https://api.helplightning.net/api")?);
/// assert_eq!(request.uri().path(), "/api/v1/enterprise/calls/range");
/// # Ok::<(), http_endpoint::ParseBaseError>(())
/// ```
///
/// An empty success is `null`. Wire: [`WIRE.md`, "Other calls"](crate::wire#other-calls).
#[derive(Clone)]
#[must_use = "an endpoint does nothing until it is sent"]
pub struct RawCall {
    method: Method,
    path: Box<[Box<str>]>,
    query: Vec<(Box<str>, Box<str>)>,
    body: Option<Value>,
    safety: Safety,
}

impl RawCall {
    /// Reads what the segments lead to, below the service's base.
    pub fn get(path: &[&str]) -> Self {
        Self::new(Method::GET, path)
    }

    /// Posts to what the segments lead to.
    pub fn post(path: &[&str]) -> Self {
        Self::new(Method::POST, path)
    }

    /// A call with any method. What may repeat it is what the method promises.
    pub fn new(method: Method, path: &[&str]) -> Self {
        let safety = Safety::of_method(&method);
        Self {
            method,
            path: path.iter().map(|&segment| segment.into()).collect(),
            query: Vec::new(),
            body: None,
            safety,
        }
    }

    /// Adds a parameter.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// Sends this as the body.
    pub fn json(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    /// Says that a repeat does no harm, or that it does.
    pub fn safety(mut self, safety: Safety) -> Self {
        self.safety = safety;
        self
    }
}

impl Endpoint for RawCall {
    type Output = Value;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        let path: Vec<&str> = self.path.iter().map(|segment| &**segment).collect();
        let mut request = base.request(self.method.clone(), &path);
        for (name, value) in &self.query {
            request = request.query(name, value);
        }
        if let Some(body) = &self.body {
            request = request.json_body(body.to_string());
        }
        request.build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Value, AnswerError> {
        let body = answer::success(response)?;
        if body.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_slice(&body).map_err(|error| {
            AnswerError::Decode(DecodeError::Json {
                line: error.line(),
                column: error.column(),
            })
        })
    }

    fn safety(&self) -> Safety {
        self.safety
    }
}

impl<K: Bearer> Call<K> for RawCall {}

/// Method and path; the rest may be secret.
impl fmt::Debug for RawCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawCall")
            .field("method", &self.method)
            .field("path", &self.path.join("/"))
            .finish_non_exhaustive()
    }
}
