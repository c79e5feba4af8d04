use serde_json::{Value, json};

use crate::auth::client_token;
use crate::state::State;
use crate::wire::{Call, Fields, Refusal};

/// `POST /sandbox/token`: whether the service would let a client in with this token, and what it says.
pub(super) fn check(state: &State, call: &Call) -> Result<Value, Refusal> {
    let body = call.object()?;
    let token = Fields::new(&body).required_text("token")?;
    let is_jwt = !token.starts_with("T1==");
    // The verifier of each owner judges only its own tokens, so the one that the token names is asked.
    let candidates = named_owners(token);
    let owner = candidates.iter().find_map(|name| state.owners.find(name));
    let verdict = owner.map(|owner| client_token::verify(state, owner, token));
    let kind = if is_jwt { "jwt" } else { "t1" };
    Ok(match verdict {
        None => json!({"valid": false, "kind": kind, "reason": "unknown_issuer",
            "message": "the token names no project or application of this sandbox"}),
        Some(Err(error)) => {
            json!({"valid": false, "kind": kind, "reason": error.code(), "message": error.to_string()})
        }
        Some(Ok(claims)) => {
            let session = claims.session();
            let knows_session = state.sessions.find(session.as_str()).is_some();
            let claims = serde_json::to_value(&claims).unwrap_or_default();
            json!({"valid": true, "kind": kind, "claims": claims, "sessionKnown": knows_session})
        }
    })
}

/// Whom an unverified token names: in a T1 token the partner, in a JWT the application or the issuer.
fn named_owners(token: &str) -> Vec<String> {
    if let Ok(inspected) = opentok_token::t1::inspect(token) {
        return vec![inspected.partner_id];
    }
    let mut names = Vec::new();
    if let Ok(untrusted) = compact_jws::UntrustedJws::parse(token) {
        let mut scratch = vec![0; untrusted.scratch_len()];
        if let Ok(unverified) = untrusted.decode(&mut scratch) {
            for name in ["application_id", "iss"] {
                let value = unverified.claims().get(name).and_then(|value| value.as_text());
                names.extend(value.map(|value| value.to_string()));
            }
        }
    }
    names
}
