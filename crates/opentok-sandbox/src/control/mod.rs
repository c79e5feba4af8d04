//! The control surface under `/sandbox`: never part of the service.

mod about;
mod admit;
mod clock;
mod fault;
mod owner;
mod participant;
mod token;
mod webhook;

use serde_json::{Value, json};

use crate::PeerAddress;
use crate::legacy;
use crate::state::State;
use crate::wire::{Call, Refusal, Reply, Verb};

/// Answers a call to `/sandbox/…`.
pub(crate) fn respond(state: &mut State, call: &Call, peer: Option<PeerAddress>) -> Result<Reply, Refusal> {
    admit::admit(state, call, peer)?;
    handle(state, call).map(|answer| Reply::ok(&answer))
}

/// Answers a call of somebody who may make it.
pub(crate) fn handle(state: &mut State, call: &Call) -> Result<Value, Refusal> {
    if call.body.len() > crate::Sandbox::MAX_BODY {
        return Err(Refusal::too_large("Request body is too large"));
    }
    let segments: Vec<&str> = call.segments.iter().skip(1).map(String::as_str).collect();
    Ok(match (segments.as_slice(), call.verb) {
        ([], Some(Verb::Get)) => about::about(state),
        (["project"], Some(Verb::Post)) => owner::add_project(state, call)?,
        (["application"], Some(Verb::Post)) => owner::add_application(state, call)?,
        (["token"], Some(Verb::Post)) => token::check(state, call)?,
        (["clock"], Some(Verb::Get)) => clock::now(state),
        (["clock"], Some(Verb::Post)) => clock::set(state, call)?,
        (["fault"], Some(Verb::Post)) => fault::add(state, call)?,
        (["fault"], Some(Verb::Delete)) => json!({"removed": state.faults.clear()}),
        (["archive"], Some(Verb::Post)) => legacy::store_archive(state, call)?,
        (["log"], Some(Verb::Get)) => log(state, call)?,
        (["webhook"], Some(Verb::Post)) => webhook::register(state, call)?,
        (["webhook"], Some(Verb::Delete)) => webhook::clear(state),
        (["session", session], Some(Verb::Get)) => participant::look(state, session)?,
        (["session", session, "connection"], Some(Verb::Post)) => participant::connect(state, call, session)?,
        (["session", session, "connection", id], Some(Verb::Delete)) => participant::disconnect(state, session, id)?,
        (["session", session, "stream"], Some(Verb::Post)) => participant::publish(state, call, session)?,
        (["session", session, "stream", id], Some(Verb::Delete)) => participant::unpublish(state, session, id)?,
        _ => return Err(Refusal::not_found("The control surface has no such call")),
    })
}

fn log(state: &State, call: &Call) -> Result<Value, Refusal> {
    Ok(json!({"entries": state.log.after(call.query_number("after")?)}))
}
