use compact_jws::RsaPublicKey;
use opentok_token::{ApiKey, ApplicationId};
use serde_json::{Value, json};

use crate::route::MAX_OWNERS;
use crate::state::{Credential, State};
use crate::wire::{Call, Fields, Refusal};

/// `POST /sandbox/project`: a project of this key and secret. What is not given is made up.
pub(super) fn add_project(state: &mut State, call: &Call) -> Result<Value, Refusal> {
    let body = call.object()?;
    let body = Fields::new(&body);
    let key: ApiKey = match body.text("key")? {
        None => state.owners.free_key(),
        Some(text) => text
            .parse()
            .map_err(|error| Refusal::invalid(format!("Invalid key: {error}")))?,
    };
    let secret = match body.text("secret")? {
        None => state.chance.secret(),
        Some("") => return Err(Refusal::invalid("Invalid secret. It must not be empty.")),
        Some(secret) => secret.to_owned(),
    };
    if key.as_str() == &*state.owners.account.key || is_of_application(state, key.as_str()) {
        return Err(Refusal::conflict("The key is taken"));
    }
    require_place(state)?;
    let now_ms = state.now_ms();
    state
        .owners
        .put(key.as_str(), Credential::project(key, &secret), "", now_ms);
    Ok(json!({"key": key.as_str(), "secret": secret}))
}

/// `POST /sandbox/application`: an application of this id and key. Without a key it has the one that everybody has.
pub(super) fn add_application(state: &mut State, call: &Call) -> Result<Value, Refusal> {
    let body = call.object()?;
    let body = Fields::new(&body);
    let id = match body.text("applicationId")? {
        None => state.chance.uuid().to_string(),
        Some(text) => text.to_ascii_lowercase(),
    };
    let id: ApplicationId = id
        .parse()
        .map_err(|error| Refusal::invalid(format!("Invalid applicationId: {error}")))?;
    let public_key = match body.text("publicKey")? {
        None => None,
        Some(pem) => {
            let key = RsaPublicKey::from_pem(pem);
            Some(key.map_err(|error| Refusal::invalid(format!("Invalid publicKey: {error}")))?)
        }
    };
    if state.owners.find(id.as_str()).is_some() && !is_of_application(state, id.as_str()) {
        return Err(Refusal::conflict("The id is taken"));
    }
    require_place(state)?;
    let now_ms = state.now_ms();
    let owner = state
        .owners
        .put(id.as_str(), Credential::application(id, public_key), "", now_ms);
    let private_key = match &state.owners.get(owner).credential {
        Credential::Application(credential) => credential.private_pem,
        Credential::Project(_) => None,
    };
    Ok(json!({"applicationId": id.as_str(), "privateKey": private_key}))
}

fn is_of_application(state: &State, name: &str) -> bool {
    let owner = state.owners.find(name);
    owner.is_some_and(|owner| state.owners.get(owner).is_application())
}

fn require_place(state: &State) -> Result<(), Refusal> {
    if state.owners.len() >= MAX_OWNERS {
        return Err(Refusal::invalid("Too many projects and applications"));
    }
    Ok(())
}
