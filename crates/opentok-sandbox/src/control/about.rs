use serde_json::{Value, json};

use crate::state::{Credential, Owners, State, Wants};

/// `GET /sandbox`: what there is to know for a start.
pub(super) fn about(state: &State) -> Value {
    let credential = |name| Some(&state.owners.get(state.owners.find(name)?).credential);
    let secret = match credential(Owners::DEFAULT_KEY) {
        Some(Credential::Project(credential)) => Some(credential.secret.expose()),
        _ => None,
    };
    let private_key = match credential(Owners::DEFAULT_APPLICATION) {
        Some(Credential::Application(credential)) => credential.private_pem,
        _ => None,
    };
    let webhooks = state.registrations.iter().map(|one| {
        let about = match &one.wants {
            Wants::Kind(kind) => kind.as_str().to_owned(),
            Wants::Event(group, event) => format!("{group}/{event}"),
        };
        json!({"id": one.id.to_string(), "kind": about, "url": one.url, "signed": one.secret.is_some(), "off": one.is_off})
    });
    json!({
        "name": "opentok-sandbox",
        "version": env!("CARGO_PKG_VERSION"),
        "seed": state.options.seed,
        "apiKey": Owners::DEFAULT_KEY,
        "apiSecret": secret,
        "applicationId": Owners::DEFAULT_APPLICATION,
        "privateKey": private_key,
        "accountKey": state.owners.account.key,
        "accountSecret": state.owners.account.secret.expose(),
        "nowMs": state.now_ms(),
        "webhooks": webhooks.collect::<Value>(),
        "counts": {
            "owners": state.owners.iter().count(),
            "sessions": state.sessions.len(),
            "archives": state.archives.len(),
            "legacyArchives": state.legacy_archives.len(),
            "broadcasts": state.broadcasts.len(),
            "renders": state.renders.len(),
            "captions": state.captions.len(),
            "calls": state.calls.len(),
            "connectors": state.connectors.len(),
            "faults": state.faults.len(),
            "webhooksWaiting": state.outbox.len(),
            "webhooksLost": state.outbox.lost,
        },
    })
}
