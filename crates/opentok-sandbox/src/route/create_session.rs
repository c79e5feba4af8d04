use alloc::borrow::Cow;
use std::collections::HashMap;

use http::StatusCode;
use serde_json::Value;

use crate::auth;
use crate::state::{ArchiveMode, MediaMode, NewSession, Owner, Resolution, State};
use crate::wire::{Call, Refusal, Reply, escape_xml, form, pacific_text, wants_xml};

/// `POST /session/create`.
pub(super) fn create(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let owner_id = auth::authenticate_project(state, call)?;
    let owner = state.owners.get(owner_id);
    let new = read(call)?;
    let now_ms = state.now_ms();
    let session = state.sessions.create(owner_id, owner, new, now_ms, &mut state.chance);
    let reply = if wants_xml(&call.headers) {
        Reply::text(StatusCode::OK, "text/xml", xml(&session.id, owner, now_ms))
    } else {
        let segment = state.chance.uuid();
        Reply::text(
            StatusCode::OK,
            "application/json",
            json(&session.id, owner, now_ms, &segment.to_string()),
        )
    };
    Ok(reply)
}

/// Reads and checks the form. An empty value, and the text `null`, are no value.
pub(crate) fn read(call: &Call) -> Result<NewSession, Refusal> {
    let fields = form_of(call)?;
    let field = |name: &str| {
        fields
            .get(name)
            .map(|value| &**value)
            .filter(|value| !value.is_empty() && *value != "null")
    };

    let location = field("location").map(str::parse).transpose();
    let media_mode = match field("p2p.preference") {
        None | Some("enabled" | "always") => MediaMode::Relayed,
        Some("disabled") => MediaMode::Routed,
        Some(_) => return Err(invalid("p2p.preference")),
    };
    let archive_mode = match field("archiveMode") {
        None | Some("manual") => ArchiveMode::Manual,
        Some("always") => ArchiveMode::Always,
        Some(_) => return Err(invalid("archiveMode")),
    };
    let archive_name = field("archiveName");
    if archive_name.is_some_and(|name| name.chars().count() > MAX_ARCHIVE_NAME) {
        return Err(invalid("archiveName"));
    }
    let archive_resolution = match field("archiveResolution") {
        None => None,
        Some(text) => Some(Resolution::parse(text).ok_or_else(|| invalid("archiveResolution"))?),
    };
    let is_encrypted = match field("e2ee") {
        None => false,
        Some(flag) if flag.eq_ignore_ascii_case("false") => false,
        Some(flag) if flag.eq_ignore_ascii_case("true") => true,
        Some(_) => return Err(invalid("e2ee")),
    };

    let is_always = archive_mode == ArchiveMode::Always;
    if is_always && media_mode == MediaMode::Relayed {
        return Err(Refusal::invalid("A session that is always archived must be routed"));
    }
    if !is_always && (archive_name.is_some() || archive_resolution.is_some()) {
        return Err(Refusal::invalid(
            "archiveName and archiveResolution need archiveMode=always",
        ));
    }
    if is_encrypted && (is_always || media_mode == MediaMode::Relayed) {
        return Err(Refusal::invalid(
            "An encrypted session must be routed, and cannot be archived",
        ));
    }
    Ok(NewSession {
        location: location.map_err(|_| invalid("location"))?,
        media_mode,
        archive_mode,
        archive_name: archive_name.map(Into::into),
        archive_resolution: archive_resolution.unwrap_or_default(),
        is_encrypted,
    })
}

/// In characters.
const MAX_ARCHIVE_NAME: usize = 80;

fn invalid(name: &str) -> Refusal {
    Refusal::invalid(format!("Invalid {name}"))
}

/// The fields of the body, which is a form whatever its label says; a JSON object is understood too.
fn form_of(call: &Call) -> Result<HashMap<Cow<'_, str>, Cow<'_, str>>, Refusal> {
    if !call.body.trim_ascii_start().starts_with(b"{") {
        return Ok(form::fields(&call.body).collect());
    }
    let text = |value: Value| match value {
        Value::String(text) => text,
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let fields = call.object()?.into_iter();
    Ok(fields.map(|(name, value)| (name.into(), text(value).into())).collect())
}

/// The answer's own order of fields, and content type without charset: one SDK compares the whole header.
fn json(id: &str, owner: &Owner, now_ms: u64, segment: &str) -> String {
    let (name, date) = (&owner.name, pacific_text(now_ms));
    let application = if owner.is_application() {
        format!("\"application_id\":\"{name}\",")
    } else {
        String::new()
    };
    format!(
        "[{{\"properties\":null,\"session_id\":\"{id}\",\"project_id\":\"{name}\",\"partner_id\":\"{name}\",{application}\
         \"create_dt\":\"{date}\",\"session_status\":null,\"status_invalid\":null,\"media_server_hostname\":null,\
         \"messaging_server_url\":null,\"messaging_url\":null,\"symphony_address\":null,\"ice_server\":null,\
         \"session_segment_id\":\"{segment}\",\"ice_servers\":null,\"ice_credential_expiration\":86100}}]"
    )
}

fn xml(id: &str, owner: &Owner, now_ms: u64) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><sessions><Session><session_id>{id}</session_id>\
         <partner_id>{}</partner_id><create_dt>{}</create_dt></Session></sessions>",
        escape_xml(&owner.name),
        pacific_text(now_ms)
    )
}
