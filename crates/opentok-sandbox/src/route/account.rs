use http::StatusCode;
use serde_json::Value;

use super::wrong_method;
use crate::auth::{self, Caller};
use crate::state::{Credential, OwnerId, Owners, State};
use crate::wire::{Call, Fields, Refusal, Reply, Verb};

/// The most projects and applications of one sandbox.
pub(crate) const MAX_OWNERS: usize = 100_000;
/// In characters.
const MAX_NAME: usize = 255;

/// The calls of an account: `/v2/project` and what follows it. None if the path is no such call.
pub(super) fn respond(state: &mut State, call: &Call, segments: &[&str]) -> Option<Result<Reply, Refusal>> {
    type Handler = fn(&mut State, &Call, &str) -> Result<Reply, Refusal>;
    let (methods, key): (&[(Verb, Handler)], &str) = match segments {
        ["v2", "project"] => (&[(Verb::Get, list), (Verb::Post, create)], ""),
        ["v2", "project", key] => (
            &[(Verb::Get, get), (Verb::Put, set_status), (Verb::Delete, delete)],
            key,
        ),
        ["v2", "project", key, "refreshSecret"] => (&[(Verb::Post, refresh_secret)], key),
        _ => return None,
    };
    let handler = methods.iter().find(|(verb, _)| Some(*verb) == call.verb);
    let answer = handler
        .ok_or_else(wrong_method)
        .and_then(|(_, handler)| match auth::authenticate(state, call)? {
            Caller::Account => handler(state, call, key),
            Caller::Owner(_) => Err(Refusal::forbidden("This call needs an account token")),
        });
    Some(answer)
}

fn list(state: &mut State, _: &Call, _: &str) -> Result<Reply, Refusal> {
    let projects = state.owners.iter().filter(|owner| !owner.is_application());
    Ok(Reply::ok(
        &projects.map(|owner| owner.describe(true)).collect::<Value>(),
    ))
}

fn create(state: &mut State, call: &Call, _: &str) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let name = Fields::new(&body).text("name")?.unwrap_or_default();
    if name.chars().count() > MAX_NAME {
        return Err(Refusal::invalid(format!("A name has {MAX_NAME} characters at most")));
    }
    if state.owners.len() >= MAX_OWNERS {
        return Err(Refusal::invalid("The account has too many projects"));
    }
    let (key, secret, now_ms) = (state.owners.free_key(), state.chance.secret(), state.now_ms());
    let id = state
        .owners
        .put(key.as_str(), Credential::project(key, &secret), name, now_ms);
    answer(state, id)
}

fn get(state: &mut State, _: &Call, key: &str) -> Result<Reply, Refusal> {
    let id = find(&state.owners, key)?;
    answer(state, id)
}

fn set_status(state: &mut State, call: &Call, key: &str) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let is_suspended = match Fields::new(&body).required_text("status")? {
        "ACTIVE" => false,
        "SUSPENDED" => true,
        _ => return Err(Refusal::invalid("Invalid status. It must be ACTIVE or SUSPENDED.")),
    };
    let id = find(&state.owners, key)?;
    state.owners.get_mut(id).is_suspended = is_suspended;
    answer(state, id)
}

fn refresh_secret(state: &mut State, _: &Call, key: &str) -> Result<Reply, Refusal> {
    let id = find(&state.owners, key)?;
    let secret = state.chance.secret();
    let key = key.parse().map_err(|_| Refusal::not_found("Project not found"))?;
    state.owners.get_mut(id).credential = Credential::project(key, &secret);
    answer(state, id)
}

fn delete(state: &mut State, _: &Call, key: &str) -> Result<Reply, Refusal> {
    let id = find(&state.owners, key)?;
    state.owners.get_mut(id).is_deleted = true;
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}

fn find(owners: &Owners, key: &str) -> Result<OwnerId, Refusal> {
    let found = owners.find(key).filter(|id| !owners.get(*id).is_application());
    found.ok_or_else(|| Refusal::not_found("Project not found"))
}

fn answer(state: &State, id: OwnerId) -> Result<Reply, Refusal> {
    Ok(Reply::ok(&state.owners.get(id).describe(true)))
}
