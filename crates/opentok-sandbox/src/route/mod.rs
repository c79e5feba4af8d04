//! From request to response: which path is which call, who may make it, and what it answers. One file a family.

mod account;
mod archive;
mod broadcast;
mod callback;
mod captions;
mod connection;
mod connector;
mod create_session;
mod dial;
mod download;
mod dtmf;
mod fault;
mod insights;
mod language;
mod layout;
pub(crate) mod lookup;
mod mixed;
mod mixing;
mod mute;
mod page;
mod render;
mod signal;
mod start_archive;
mod start_broadcast;
mod storage;
mod stream;
mod table;
mod web_address;

use alloc::borrow::Cow;
use core::time::Duration;
use std::time::UNIX_EPOCH;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_endpoint::Body;

use crate::state::{OwnerId, State};
use crate::wire::{Call, Refusal, Reply, Verb, wants_xml};
use crate::{PeerAddress, Sandbox, auth, control, legacy};

pub(crate) use account::MAX_OWNERS;
pub(crate) use callback::MAX_REGISTRATIONS;

/// What a call is about: the ids of its path.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Target<'p> {
    pub(crate) project: &'p str,
    pub(crate) session: &'p str,
    pub(crate) id: &'p str,
}

/// Answers a project's call.
type Handler = fn(&mut State, OwnerId, &Call, Target<'_>) -> Result<Reply, Refusal>;

/// Answers a request.
pub(crate) fn respond(state: &mut State, request: Request<Bytes>) -> Response<Body> {
    let is_head = request.method() == Method::HEAD;
    let peer = request.extensions().get::<PeerAddress>().copied();
    let mut response = if is_control(request.uri().path()) {
        let call = Call::new(request);
        control::respond(state, &call, peer).map_or_else(|refusal| refusal.into_response(false), |reply| reply.0)
    } else {
        fault::respond(state, request)
    };
    // Else the server would date answers by the system's clock, which need not be the sandbox's.
    response
        .headers_mut()
        .entry(header::DATE)
        .or_insert_with(|| date(state));
    if is_head {
        keep_length(&mut response);
        *response.body_mut() = Body::empty();
    }
    response
}

/// The time by which the caller's credentials were judged: a refusal lets the caller see how wrong its clock is.
fn date(state: &State) -> HeaderValue {
    let since_1970 = Duration::from_secs(state.callers_s());
    let text = httpdate::fmt_http_date(UNIX_EPOCH + since_1970);
    HeaderValue::from_str(&text).expect("a date is ASCII")
}

/// Says how long the body is that is left out.
fn keep_length(response: &mut Response<Body>) {
    let len = http_body::Body::size_hint(response.body()).exact();
    if let Some(len) = len.filter(|_| !response.headers().contains_key(header::CONTENT_LENGTH)) {
        response.headers_mut().insert(header::CONTENT_LENGTH, len.into());
    }
}

/// Answers a request to the service itself.
fn serve(state: &mut State, request: Request<Bytes>) -> Response<Body> {
    let call = Call::new(request);
    let as_xml = wants_xml(&call.headers);
    let segments: Vec<&str> = call.segments.iter().map(String::as_str).collect();
    // Paths had this in front once.
    let (segments, is_prefixed) = match segments.as_slice() {
        ["hl", rest @ ..] => (rest, true),
        all => (all, false),
    };
    if call.body.len() > Sandbox::MAX_BODY {
        return Refusal::too_large("Request body is too large").into_response(as_xml);
    }
    if let Some(reply) = legacy::respond(state, &call, segments, is_prefixed) {
        return reply.0;
    }
    choose(state, &call, segments).map_or_else(|refusal| refusal.into_response(as_xml), |reply| reply.0)
}

fn choose(state: &mut State, call: &Call, segments: &[&str]) -> Result<Reply, Refusal> {
    match segments {
        ["session", "create"] if call.verb == Some(Verb::Post) => return create_session::create(state, call),
        ["graphql"] if call.verb == Some(Verb::Post) => return insights::query(state, call),
        ["session", "create"] | ["graphql"] => return Err(wrong_method()),
        _ => {}
    }
    if let Some(answer) = account::respond(state, call, segments) {
        return answer;
    }
    if let Some(answer) = download::respond(state, call, segments) {
        return answer;
    }
    let (methods, target) = table::find(segments).ok_or_else(|| Refusal::not_found("Not found"))?;
    let handler = table::choose(methods, call)?;
    let owner = auth::authenticate_for(state, call, target.project)?;
    handler(state, owner, call, target)
}

fn is_control(path: &str) -> bool {
    let rest = path.trim_start_matches('/').strip_prefix("sandbox");
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A method that the path does not know.
fn wrong_method() -> Refusal {
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed")
}

/// Where the caller reached the sandbox.
fn base<'c>(state: &'c State, call: &'c Call) -> Cow<'c, str> {
    call.origin.as_deref().unwrap_or(&state.options.public_url).into()
}
