use core::time::Duration;

use http::{Method, StatusCode};
use serde_json::{Map, Value, json};

/// A failure to script: for every call, for ever and without any effect, unless said otherwise.
///
/// ```
/// use opentok_sandbox::{Fault, Options, Sandbox};
///
/// let sandbox = Sandbox::new(Options::new());
/// sandbox.add_fault(&Fault::new().path("/session/create").times(2).status(http::StatusCode::SERVICE_UNAVAILABLE))?;
/// # Ok::<(), opentok_sandbox::SurfaceError>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Fault {
    fields: Map<String, Value>,
}

impl Fault {
    /// A fault for every call.
    pub fn new() -> Self {
        Self::default()
    }

    /// For calls of this method only.
    pub fn method(self, method: &Method) -> Self {
        self.wanted("method", method.as_str())
    }

    /// For calls to this path only; with `*` at its end, to any that begins like it.
    pub fn path(self, path: &str) -> Self {
        self.wanted("path", path)
    }

    /// Only so often, at least once.
    pub fn times(self, times: u64) -> Self {
        self.with("times", times.into())
    }

    /// The answer comes this much later; at most ten minutes.
    pub fn delay(self, delay: Duration) -> Self {
        self.with("delayMs", u64::try_from(delay.as_millis()).unwrap_or(u64::MAX).into())
    }

    /// Nothing is done, and this is the answer.
    pub fn status(self, status: StatusCode) -> Self {
        self.with("status", status.as_u16().into())
    }

    /// The answer's body; only with a status.
    pub fn body(self, body: Value) -> Self {
        self.with("body", body)
    }

    /// A header of the answer, such as `Retry-After`.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Value::Object(headers) = self.fields.entry("headers").or_insert_with(|| json!({})) {
            headers.insert(name.into(), value.into());
        }
        self
    }

    /// The connection breaks before anything is done.
    pub fn drop_before(self) -> Self {
        self.with("drop", "before".into())
    }

    /// The connection breaks after everything is done.
    pub fn drop_after(self) -> Self {
        self.with("drop", "after".into())
    }

    pub(crate) fn to_json(&self) -> Value {
        Value::Object(self.fields.clone())
    }

    fn wanted(mut self, name: &str, value: &str) -> Self {
        if let Value::Object(wanted) = self.fields.entry("match").or_insert_with(|| json!({})) {
            wanted.insert(name.into(), value.into());
        }
        self
    }

    fn with(mut self, name: &str, value: Value) -> Self {
        self.fields.insert(name.into(), value);
        self
    }
}
