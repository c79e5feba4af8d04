use http::{HeaderValue, Response, StatusCode, header};
use http_endpoint::Body;
use serde_json::Value;

/// An answer of the service.
#[derive(Debug)]
pub(crate) struct Reply(pub(crate) Response<Body>);

impl Reply {
    /// 200 with JSON.
    pub(crate) fn ok(body: &Value) -> Self {
        Self::json(StatusCode::OK, body)
    }

    pub(crate) fn json(status: StatusCode, body: &Value) -> Self {
        Self::text(status, "application/json", body.to_string())
    }

    /// A status alone. The service says `application/json` even then.
    pub(crate) fn empty(status: StatusCode) -> Self {
        Self::text(status, "application/json", Body::empty())
    }

    pub(crate) fn text(status: StatusCode, media_type: &'static str, body: impl Into<Body>) -> Self {
        let mut response = Response::new(body.into());
        *response.status_mut() = status;
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        Self(response)
    }
}
