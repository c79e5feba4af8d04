use http::StatusCode;
use serde_json::json;

use super::Target;
use crate::state::{OwnerId, State, StorageTarget};
use crate::wire::{Call, Fields, Refusal, Reply};

/// `PUT /archive/storage`. The keys are checked to be there, and not kept: nothing is ever uploaded.
pub(super) fn set(state: &mut State, owner: OwnerId, call: &Call, _: Target<'_>) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let fields = Fields::new(&body);
    let required: &[&str] = match fields.required_text("type")? {
        "s3" => &["accessKey", "secretKey", "bucket"],
        "azure" => &["accountName", "accountKey", "container"],
        _ => return Err(Refusal::invalid("Invalid type. It must be s3 or azure.")),
    };
    let config = fields
        .object("config")?
        .ok_or_else(|| Refusal::invalid("Missing config"))?;
    for name in required {
        config.required_text(name)?;
    }
    for name in ["endpoint", "domain"] {
        config.text(name)?;
    }
    let (fallback, falls_back) = match fields.text("fallback")? {
        None | Some("none") => ("none", false),
        Some("opentok") => ("opentok", true),
        Some(_) => return Err(Refusal::invalid("Invalid fallback. It must be opentok or none.")),
    };
    let answer = json!({"type": fields.get("type"), "config": body.get("config"), "fallback": fallback});
    state.owners.get_mut(owner).storage = Some(StorageTarget { falls_back });
    Ok(Reply::ok(&answer))
}

/// `DELETE /archive/storage`.
pub(super) fn delete(state: &mut State, owner: OwnerId, _: &Call, _: Target<'_>) -> Result<Reply, Refusal> {
    state.owners.get_mut(owner).storage = None;
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}
