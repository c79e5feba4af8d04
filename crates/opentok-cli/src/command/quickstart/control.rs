//! The sandbox's control surface, over HTTP: what a test does to the service besides calling it.

use core::time::Duration;

use http::{Method, StatusCode};
use http_endpoint::{Base, HyperTransport, Transport, read_response};
use serde_json::{Value, json};

use super::failed;
use crate::failure::Failure;

/// Calls below `/sandbox`.
pub(super) struct Control {
    transport: HyperTransport,
    base: Base,
}

/// The most that an answer of the control surface may have.
const MAX_ANSWER: usize = 8 << 20;

impl Control {
    pub(super) const fn new(transport: HyperTransport, base: Base) -> Self {
        Self { transport, base }
    }

    /// Asks for what must be there.
    pub(super) async fn get(&self, step: &'static str, path: &[&str]) -> Result<Value, Failure> {
        self.must(step, Method::GET, path, None).await
    }

    /// Does what must be possible.
    pub(super) async fn post(&self, step: &'static str, path: &[&str], body: &Value) -> Result<Value, Failure> {
        self.must(step, Method::POST, path, Some(body)).await
    }

    /// Takes away what must be there.
    pub(super) async fn delete(&self, step: &'static str, path: &[&str]) -> Result<(), Failure> {
        self.must(step, Method::DELETE, path, None).await.map(drop)
    }

    /// Tries what must be forbidden: what the sandbox says to it.
    pub(super) async fn forbidden(&self, step: &'static str, path: &[&str], body: &Value) -> Result<String, Failure> {
        let (status, answer) = self.send(step, Method::POST, path, Some(body)).await?;
        failed::require(step, status == StatusCode::FORBIDDEN, || {
            format!("answered with {status}, and not refused with 403")
        })?;
        Ok(answer["message"].as_str().unwrap_or_default().to_owned())
    }

    /// Moves the sandbox's clock.
    pub(super) async fn advance(&self, time: Duration) -> Result<(), Failure> {
        let ms = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        let body = json!({"advanceMs": ms});
        self.post("move the clock", &["clock"], &body).await.map(drop)
    }

    async fn must(
        &self,
        step: &'static str,
        method: Method,
        path: &[&str],
        body: Option<&Value>,
    ) -> Result<Value, Failure> {
        let (status, answer) = self.send(step, method, path, body).await?;
        failed::require(step, status == StatusCode::OK, || {
            let message = answer["message"].as_str().unwrap_or("no reason given");
            format!("the sandbox refuses with {status}: {message}")
        })?;
        Ok(answer)
    }

    async fn send(
        &self,
        step: &'static str,
        method: Method,
        path: &[&str],
        body: Option<&Value>,
    ) -> Result<(StatusCode, Value), Failure> {
        let request = self.base.request(method, &[&["sandbox"], path].concat());
        let request = match body {
            Some(body) => request.json_body(body.to_string()),
            None => request,
        };
        let answer = self
            .transport
            .send(request.build())
            .await
            .map_err(failed::transport(step))?;
        let answer = read_response(answer, MAX_ANSWER)
            .await
            .map_err(failed::transport(step))?;
        let value = serde_json::from_slice(answer.body()).unwrap_or_default();
        Ok((answer.status(), value))
    }
}
