use serde_json::{Value, json};

use crate::state::{Captions, State};

/// Captions as answers and webhooks have them.
pub(crate) fn captions(state: &State, captions: &Captions) -> Value {
    let (owner_field, owner_name) = state.owners.get(captions.owner).text_field();
    let until_ms = if captions.is_running {
        state.now_ms()
    } else {
        captions.updated_ms
    };
    let mut fields = json!({
        "captionId": captions.id.to_string(),
        "sessionId": state.sessions.get(captions.session).id,
        owner_field: owner_name,
        "status": if captions.is_running { "started" } else { "stopped" },
        "createdAt": captions.created_ms,
        "updatedAt": captions.updated_ms,
        "duration": until_ms.saturating_sub(captions.created_ms) / 1000,
        "languageCode": captions.language.to_ascii_lowercase(),
        "provider": "aws-transcribe",
    });
    if !captions.reason.is_empty() {
        fields["reason"] = captions.reason.into();
    }
    fields
}
