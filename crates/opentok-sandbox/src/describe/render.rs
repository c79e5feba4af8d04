use serde_json::{Value, json};

use crate::state::{Render, State};

/// An Experience Composer as answers and webhooks have it.
pub(crate) fn render(state: &State, render: &Render) -> Value {
    let (owner_field, owner_name) = state.owners.get(render.owner).text_field();
    let settings = &render.settings;
    let mut fields = json!({
        "id": render.id.to_string(),
        "sessionId": state.sessions.get(render.session).id,
        owner_field: owner_name,
        "createdAt": render.created_ms,
        "updatedAt": render.updated_ms,
        "url": settings.url,
        "resolution": settings.resolution.as_str(),
        "status": render.status.as_str(),
        "event": "render",
    });
    if let Some(stream) = render.stream {
        fields["streamId"] = stream.to_string().into();
    }
    if !render.reason.is_empty() {
        fields["reason"] = render.reason.into();
    }
    if let Some(name) = &settings.name {
        fields["name"] = name.as_ref().into();
    }
    if let Some(url) = &settings.callback_url {
        fields["callbackUrl"] = url.as_ref().into();
    }
    fields
}
