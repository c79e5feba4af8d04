//! The control surface under `/sandbox`: never part of the service.

mod admit;

use serde_json::{Value, json};

use crate::state::{Credential, Owners, State};
use crate::wire::{Call, Refusal, Reply, Verb};

pub(crate) use admit::admit;

/// Answers a call to `/sandbox/…`; `segments` is what follows.
pub(crate) fn respond(state: &mut State, call: &Call, segments: &[&str]) -> Result<Reply, Refusal> {
    match (segments, call.verb) {
        ([], Some(Verb::Get)) => Ok(Reply::ok(&about(state))),
        _ => Err(Refusal::not_found("Not found")),
    }
}

fn about(state: &State) -> Value {
    let secret = |name| match &state.owners.get(state.owners.find(name)?).credential {
        Credential::Project(credential) => Some(credential.secret.clone()),
        Credential::Application(_) => None,
    };
    json!({
        "name": "opentok-sandbox",
        "version": env!("CARGO_PKG_VERSION"),
        "apiKey": Owners::DEFAULT_KEY,
        "apiSecret": secret(Owners::DEFAULT_KEY),
        "applicationId": Owners::DEFAULT_APPLICATION,
        "accountKey": state.owners.account.key,
        "accountSecret": state.owners.account.secret,
        "nowMs": state.now_ms(),
        "counts": {"owners": state.owners.len(), "sessions": state.sessions.len()},
    })
}
