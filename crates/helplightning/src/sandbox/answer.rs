use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use serde_json::{Value, json};

use super::mint::TokenFault;

/// Boxed, because refusals travel as errors.
pub(super) type Answer = Box<Response<Bytes>>;

pub(super) fn ok(body: &Value) -> Answer {
    json_with(StatusCode::OK, body)
}

pub(super) fn json_with(status: StatusCode, body: &Value) -> Answer {
    with(status, HeaderValue::from_static("application/json"), body.to_string())
}

pub(super) fn bad_request(message: &str) -> Answer {
    json_with(StatusCode::BAD_REQUEST, &json!({ "code": 1000, "message": message }))
}

pub(super) fn not_found() -> Answer {
    json_with(StatusCode::NOT_FOUND, &json!({ "message": "Not found" }))
}

pub(super) fn forbidden() -> Answer {
    json_with(StatusCode::FORBIDDEN, &json!({ "message": "Forbidden" }))
}

/// The two ways in which the service was seen to refuse an expired token: the older calls one, the newer the other.
pub(super) fn refused(fault: TokenFault, path: &str) -> Answer {
    match fault {
        TokenFault::Expired if path.starts_with("/v1r1/") => {
            unauthorized("Authorization token is expired, please refresh the token")
        }
        TokenFault::Expired => json_with(
            StatusCode::BAD_REQUEST,
            &json!({ "code": 1003, "message": "Token expired" }),
        ),
        TokenFault::Invalid => unauthorized("Authorization token is invalid"),
    }
}

pub(super) fn unauthorized(message: &'static str) -> Answer {
    with(
        StatusCode::UNAUTHORIZED,
        HeaderValue::from_static("text/plain"),
        message.to_owned(),
    )
}

fn with(status: StatusCode, content_type: HeaderValue, body: String) -> Answer {
    let mut answer = Box::new(Response::new(Bytes::from(body)));
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, content_type);
    answer
}
