//! From request to response: which path is which call, who may make it, and what it answers.

mod create_session;
mod table;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_endpoint::Body;

use crate::auth;
use crate::control;
use crate::state::{OwnerId, State};
use crate::wire::{Call, Refusal, Reply, wants_xml};
use crate::{PeerAddress, Sandbox};

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
    let peer = request.extensions().get::<PeerAddress>().copied();
    let call = Call::new(request);
    let segments: Vec<&str> = call.segments.iter().map(String::as_str).collect();
    if let ["sandbox", rest @ ..] = segments.as_slice() {
        let allowed = control::admit(state, &call, peer);
        let reply = allowed.and_then(|()| control::respond(state, &call, rest));
        return reply.map_or_else(|refusal| refusal.into_response(false), |reply| reply.0);
    }
    let as_xml = wants_xml(&call.headers);
    serve(state, &call, &segments).map_or_else(|refusal| refusal.into_response(as_xml), |reply| reply.0)
}

fn serve(state: &mut State, call: &Call, segments: &[&str]) -> Result<Reply, Refusal> {
    if call.body.len() > Sandbox::MAX_BODY {
        return Err(Refusal::too_large("Request body is too large"));
    }
    if let ["session", "create"] = segments {
        table::only(table::POST, call)?;
        return create_session::create(state, call);
    }
    let (methods, target) = table::find(segments).ok_or_else(|| Refusal::not_found("Not found"))?;
    let handler = table::choose(methods, call)?;
    let owner = auth::authenticate_for(state, call, target.project)?;
    handler(state, owner, call, target)
}

/// A method that the path does not know.
fn wrong_method() -> Refusal {
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed")
}
