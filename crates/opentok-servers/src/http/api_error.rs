use alloc::borrow::Cow;
use core::fmt;
use core::time::Duration;

use http::{HeaderValue, StatusCode, header};
use serde::Serialize;

use crate::http::Reply;

/// A refusal as callers see it: a status, a stable word, a sentence for people.
///
/// Wire: [`WIRE.md`, "Errors"](crate::wire). Never built from a secret, a path of this machine or an upstream body.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use]
pub struct ApiError(Box<Inner>);

#[derive(Clone, Debug, Eq, PartialEq)]
struct Inner {
    status: StatusCode,
    word: &'static str,
    message: Cow<'static, str>,
    parameter: Option<&'static str>,
    header: Option<(header::HeaderName, HeaderValue)>,
    closes: bool,
}

impl ApiError {
    const LONGEST_WAIT: Duration = Duration::from_secs(86_400);

    /// An error of this status. `word` is for programs and stays; `message` is for people and may change.
    pub fn new(status: StatusCode, word: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            status,
            word,
            message: message.into(),
            parameter: None,
            header: None,
            closes: false,
        }))
    }

    /// 400, about one parameter.
    pub fn parameter(word: &'static str, name: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        let mut error = Self::new(StatusCode::BAD_REQUEST, word, message);
        error.0.parameter = Some(name);
        error
    }

    /// 400 `malformed_body`.
    pub fn malformed_body(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed_body", message)
    }

    /// 404 `not_found`: there is no such route.
    pub fn no_route() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "there is no such route")
    }

    /// 405 `method_not_allowed`, with the methods that are.
    pub fn method_not_allowed(allow: HeaderValue) -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            "the route does not know this method",
        )
        .with_header(header::ALLOW, allow)
    }

    /// 413 `body_too_large`; the connection ends with it.
    pub fn body_too_large(limit: usize) -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "body_too_large",
            format!("the body is over {limit} bytes"),
        )
        .closing()
    }

    /// 408 `request_timeout`; the connection ends with it.
    pub fn request_timeout() -> Self {
        Self::new(
            StatusCode::REQUEST_TIMEOUT,
            "request_timeout",
            "the body did not arrive in time",
        )
        .closing()
    }

    /// 503 `overloaded`: more is going on than this server is set to do at once.
    pub fn overloaded() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "overloaded",
            "too much is going on; try again soon",
        )
        .retry_after(Duration::from_secs(1))
    }

    /// 503 `shutting_down`: this server takes no new requests.
    pub fn shutting_down() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "shutting_down",
            "the server is shutting down",
        )
        .closing()
    }

    /// 500 `internal`: a bug of the server.
    pub fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "the server has failed; the request id tells its operator where",
        )
    }

    /// Sets another status, for an error about a parameter that is not the parameter's fault.
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.0.status = status;
        self
    }

    /// Adds one header.
    pub fn with_header(mut self, name: header::HeaderName, value: HeaderValue) -> Self {
        self.0.header = Some((name, value));
        self
    }

    /// Adds `retry-after`, in whole seconds, rounded up; a day at most, whatever a service further away asked for.
    pub fn retry_after(self, wait: Duration) -> Self {
        let wait = wait.min(Self::LONGEST_WAIT);
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        self.with_header(header::RETRY_AFTER, HeaderValue::from(seconds))
    }

    /// Ends the connection with this reply: what the caller sends next cannot be told from what it should not have sent.
    pub fn closing(mut self) -> Self {
        self.0.closes = true;
        self
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The stable word.
    pub fn word(&self) -> &'static str {
        self.0.word
    }

    /// The reply, with the id of the request that it answers.
    pub fn into_reply(self, request_id: &str) -> Reply {
        let inner = *self.0;
        let body = Body {
            error: inner.word,
            message: &inner.message,
            parameter: inner.parameter,
            request_id,
        };
        let mut reply = Reply::json(inner.status, &body);
        if let Some((name, value)) = inner.header {
            reply = reply.with_header(name, value);
        }
        if inner.closes {
            reply = reply.with_header(header::CONNECTION, HeaderValue::from_static("close"));
        }
        reply
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0.status.as_u16(), self.0.word)
    }
}

impl core::error::Error for ApiError {}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    error: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<&'a str>,
    request_id: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_has_the_keys_that_apply_and_no_others() {
        let error = ApiError::parameter("invalid_role", "role", "no such role");
        let reply = error.into_reply("r-1");
        assert_eq!(
            reply.body(),
            r#"{"error":"invalid_role","message":"no such role","parameter":"role","requestId":"r-1"}"#
        );
        let reply = ApiError::no_route().into_reply("r-2");
        assert_eq!(
            reply.body(),
            r#"{"error":"not_found","message":"there is no such route","requestId":"r-2"}"#
        );
    }

    #[test]
    fn retry_after_is_rounded_up_and_a_day_at_most() {
        for (wait, header) in [(0, "0"), (1, "1"), (1000, "1"), (1001, "2"), (u64::MAX, "86400")] {
            let reply = ApiError::overloaded()
                .retry_after(Duration::from_millis(wait))
                .into_reply("");
            assert_eq!(reply.headers()[header::RETRY_AFTER], header, "{wait} ms");
        }
    }
}
