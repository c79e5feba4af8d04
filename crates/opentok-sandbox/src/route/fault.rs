use core::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode, header};
use http_endpoint::Body;
use serde_json::json;

use crate::Disturbance;
use crate::state::{Drop, Effect, Seen, State};

/// Answers a request to the service, unless a fault is meant for it, and logs it.
pub(super) fn respond(state: &mut State, request: Request<Bytes>) -> Response<Body> {
    let seen = Seen {
        method: request.method().clone(),
        target: request
            .uri()
            .path_and_query()
            .map_or("/", |target| target.as_str())
            .into(),
        auth: auth_header(request.headers()),
        body: request.body().clone(),
    };
    let effect = state.faults.strike(request.method(), request.uri().path());
    let is_faulted = effect.is_some();
    let mut response = match effect {
        None => super::serve(state, request),
        Some(effect) => strike(state, request, effect),
    };
    let trace = format!("f=unknown&s=sandbox&u={}", state.chance.uuid());
    if let Ok(trace) = HeaderValue::from_str(&trace) {
        response.headers_mut().insert("x-opentok-trace", trace);
    }
    state
        .log
        .request(state.now_ms(), seen, response.status().as_u16(), is_faulted);
    response
}

fn strike(state: &mut State, request: Request<Bytes>, effect: Effect) -> Response<Body> {
    let is_lost = effect.drop == Some(Drop::Before);
    let mut response = match effect.status {
        _ if is_lost => failed(StatusCode::SERVICE_UNAVAILABLE, None),
        Some(status) => failed(status, effect.body),
        None => super::serve(state, request),
    };
    response.headers_mut().extend(effect.headers);
    response.extensions_mut().insert(Disturbance {
        delay: Duration::from_millis(effect.delay_ms),
        drop: effect.drop.is_some(),
    });
    response
}

fn failed(status: StatusCode, body: Option<Bytes>) -> Response<Body> {
    let message = "A fault that was asked for";
    let body = body.unwrap_or_else(|| {
        json!({"code": -1, "message": message, "description": message})
            .to_string()
            .into()
    });
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let media_type = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, media_type);
    response
}

/// The header that carries credentials, by name: what it holds is not logged.
fn auth_header(headers: &HeaderMap) -> &'static str {
    const KNOWN: [&str; 4] = [
        "x-opentok-auth",
        "authorization",
        "x-tb-partner-auth",
        "x-tb-token-auth",
    ];
    KNOWN.into_iter().find(|name| headers.contains_key(*name)).unwrap_or("")
}
