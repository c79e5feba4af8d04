use core::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode, header};
use opentok_sdk::transport::{TransportError, TransportErrorKind};

use crate::http::ApiError;

/// A happy answer, or what its status means to the caller. Nothing of its body is passed on. `malformed` says whose
/// mistake a 400 is.
pub(super) fn of_response(response: Response<Bytes>, malformed: fn() -> ApiError) -> Result<Response<Bytes>, ApiError> {
    let status = response.status();
    Err(match status.as_u16() {
        200..=299 => return Ok(response),
        400 => malformed(),
        401 | 403 => bad_gateway("upstream_auth", "the service refuses this server's credentials"),
        404 => not_found(),
        409 => ApiError::new(
            StatusCode::CONFLICT,
            "upstream_conflict",
            "the state of things does not allow it",
        ),
        429 => {
            let error = ApiError::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "upstream_rate_limited",
                "the service asks for patience",
            );
            match retry_after(&response) {
                Some(wait) => error.retry_after(wait),
                None => error,
            }
        }
        _ => failed(),
    })
}

/// 502 `upstream_error`: also a 400 where this server has checked everything that the caller chose.
pub(super) fn failed() -> ApiError {
    bad_gateway("upstream_error", "the service failed")
}

/// 404 `upstream_not_found`: also a 400 about an id in a path. What cannot be the id of anything is the id of nothing.
pub(super) fn not_found() -> ApiError {
    ApiError::new(
        StatusCode::NOT_FOUND,
        "upstream_not_found",
        "the service knows no such thing, or nobody is there",
    )
}

/// 400 `upstream_refused`: the service does not take what the caller chose.
pub(super) fn refused() -> ApiError {
    ApiError::new(
        StatusCode::BAD_REQUEST,
        "upstream_refused",
        "the service does not accept these values",
    )
}

/// What no answer means to the caller.
pub(super) fn of_transport(error: &TransportError) -> ApiError {
    match error.kind() {
        TransportErrorKind::Timeout => timeout(),
        TransportErrorKind::TooLarge => bad_response(),
        _ => bad_gateway("upstream_unreachable", "the service cannot be reached"),
    }
}

/// 504 `upstream_timeout`.
pub(super) fn timeout() -> ApiError {
    ApiError::new(
        StatusCode::GATEWAY_TIMEOUT,
        "upstream_timeout",
        "the service did not answer in time",
    )
}

/// 502 `upstream_bad_response`.
pub(crate) fn bad_response() -> ApiError {
    bad_gateway("upstream_bad_response", "the service's answer makes no sense")
}

fn bad_gateway(word: &'static str, message: &'static str) -> ApiError {
    ApiError::new(StatusCode::BAD_GATEWAY, word, message)
}

/// Whole seconds; the other form, a date, would need a clock that agrees with the service's.
fn retry_after(response: &Response<Bytes>) -> Option<Duration> {
    let text = response.headers().get(header::RETRY_AFTER)?.to_str().ok()?;
    let seconds: u64 = text.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}
