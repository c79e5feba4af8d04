use alloc::borrow::Cow;

use http::{Response, StatusCode};
use http_endpoint::Body;
use serde_json::json;

use super::{Reply, escape_xml};

/// A documented refusal: a status, and the body that goes with it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) code: i64,
    pub(crate) message: Cow<'static, str>,
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            status,
            code: -1,
            message: message.into(),
        }
    }

    /// Gives the refusal a code of its own.
    pub(crate) fn code(mut self, code: i64) -> Self {
        self.code = code;
        self
    }

    /// 400: the request says something it must not.
    pub(crate) fn invalid(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// 403.
    pub(crate) fn forbidden(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::FORBIDDEN, message)
    }

    /// 404.
    pub(crate) fn not_found(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::NOT_FOUND, message)
    }

    /// 409: the right request at the wrong time.
    pub(crate) fn conflict(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::CONFLICT, message)
    }

    /// 413.
    pub(crate) fn too_large(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, message)
    }

    /// 405.
    pub(crate) fn method_not_allowed(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, message)
    }

    /// The refusal as JSON, or as XML for callers who do not ask for JSON.
    pub(crate) fn into_response(self, as_xml: bool) -> Response<Body> {
        if !as_xml {
            let body = json!({"code": self.code, "message": self.message, "description": self.message});
            return Reply::json(self.status, &body).0;
        }
        let (code, message) = (self.code, escape_xml(&self.message));
        let body = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><errorPayload><code>{code}</code>\
             <message>{message}</message><description>{message}</description></errorPayload>"
        );
        Reply::text(self.status, "application/xml", body).0
    }
}
