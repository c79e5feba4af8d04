use serde_json::{Map, Value, json};

use super::Field;
use crate::state::{MediaMode, OwnerId, SessionNumber, State};

/// A refusal within an answer: its code, and what it is about.
pub(crate) type Failure = (u32, String);

/// Answers a query about `owner`.
pub(crate) fn answer(state: &mut State, owner: OwnerId, query: &[Field]) -> Result<Value, Failure> {
    state.count_all_usage();
    let mut out = Map::new();
    for field in query {
        let value = match field.name.as_str() {
            "project" => project(state, owner, field)?,
            other => return Err(unknown(other)),
        };
        out.insert(field.alias.clone(), value);
    }
    Ok(Value::Object(out))
}

fn project(state: &State, owner: OwnerId, field: &Field) -> Result<Value, Failure> {
    let asked = match field.arguments.get("projectId") {
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::String(text)) => text.clone(),
        _ => return Err((1008, "projectId is missing or malformed".into())),
    };
    if state.owners.find(&asked).is_none() {
        return Err((1015, "project not found".into()));
    }
    if *state.owners.get(owner).name != *asked {
        return Err((1021, "not authorised for this project".into()));
    }
    let mut out = Map::new();
    for field in &field.fields {
        let value = match field.name.as_str() {
            "projectId" => asked.clone().into(),
            "projectData" => choose(&project_data(state, owner, field)?, &field.fields)?,
            "sessionData" => session_data(state, owner, field)?,
            other => return Err(unknown(other)),
        };
        out.insert(field.alias.clone(), value);
    }
    Ok(Value::Object(out))
}

/// One interval, from the start that was asked for until now: the sandbox keeps no history of its figures.
fn project_data(state: &State, owner: OwnerId, field: &Field) -> Result<Value, Failure> {
    let start = field
        .arguments
        .get("start")
        .filter(|start| start.is_string() || start.is_number());
    let start = start.ok_or_else(|| (1004, "start is missing or malformed".to_owned()))?;
    if let Some(interval) = field.arguments.get("interval")
        && !["DAILY", "WEEKLY", "MONTHLY", "AUTO"]
            .iter()
            .any(|known| interval == known)
    {
        return Err((1005, "interval is none of DAILY, WEEKLY, MONTHLY and AUTO".into()));
    }
    let usage = state.owners.get(owner).usage;
    let minutes = |ms: u64| ms as f64 / 60_000.0;
    Ok(json!({
        "resources": [{
            "intervalStart": start,
            "intervalEnd": field.arguments.get("end").cloned().unwrap_or_else(|| state.now_ms().into()),
            "usage": {
                "streamedPublishedMinutes": minutes(usage.published_ms),
                "streamedSubscribedMinutes": minutes(usage.subscribed_ms),
            },
            "quality": {},
            "errors": {},
        }],
        "pageInfo": {"hasNextPage": false, "endCursor": null},
    }))
}

fn session_data(state: &State, owner: OwnerId, field: &Field) -> Result<Value, Failure> {
    let mut out = Map::new();
    for field in &field.fields {
        let numbers = match field.name.as_str() {
            "sessions" => named_sessions(state, owner, field)?,
            "sessionSummaries" => state.alive_sessions(owner),
            other => return Err(unknown(other)),
        };
        let resources: Value = numbers
            .into_iter()
            .map(|number| describe_session(state, number))
            .collect();
        let page = json!({"totalCount": resources.as_array().map(Vec::len), "resources": resources});
        out.insert(field.alias.clone(), choose(&page, &field.fields)?);
    }
    Ok(Value::Object(out))
}

fn named_sessions(state: &State, owner: OwnerId, field: &Field) -> Result<Vec<SessionNumber>, Failure> {
    let ids = match field.arguments.get("sessionIds") {
        Some(Value::Array(ids)) => ids.as_slice(),
        Some(single @ Value::String(_)) => core::slice::from_ref(single),
        _ => return Err((1004, "sessionIds is missing or malformed".into())),
    };
    let find = |id: &Value| {
        let number = id.as_str().and_then(|id| state.sessions.find(id));
        let own = number.filter(|number| state.sessions.get(*number).owner == owner);
        own.ok_or_else(|| (1017, "session not found".to_owned()))
    };
    ids.iter().map(find).collect()
}

fn describe_session(state: &State, number: SessionNumber) -> Value {
    let session = state.sessions.get(number);
    let meetings: Vec<Value> = state
        .room(number)
        .into_iter()
        .map(|room| {
            let connections = room.connections.iter().map(|connection| {
                let own = room.streams.iter().filter(|stream| stream.connection == connection.id);
                let publishers =
                    own.map(|stream| json!({"resources": {"stream": {"streamId": stream.id.to_string()}}}));
                json!({
                    "connectionId": connection.id.to_string(),
                    "createdAt": connection.created_ms,
                    "publishers": {"resources": publishers.collect::<Value>()},
                })
            });
            json!({"createdAt": room.created_ms, "connections": {"resources": connections.collect::<Value>()}})
        })
        .collect();
    json!({
        "sessionId": session.id,
        "mediaMode": match session.media_mode {
            MediaMode::Relayed => "relayed",
            MediaMode::Routed => "routed",
        },
        "meetings": {"totalCount": meetings.len(), "resources": meetings},
    })
}

/// Of `value` what is asked for. Figures the sandbox does not have are null; nothing else is.
fn choose(value: &Value, fields: &[Field]) -> Result<Value, Failure> {
    match value {
        Value::Array(items) => items.iter().map(|item| choose(item, fields)).collect(),
        Value::Object(members) => {
            if fields.is_empty() {
                return Err((1004, "an object is asked for without its fields".into()));
            }
            let mut out = Map::new();
            for field in fields {
                let member = members.get(&field.name).unwrap_or(&Value::Null);
                out.insert(field.alias.clone(), choose(member, &field.fields)?);
            }
            Ok(Value::Object(out))
        }
        plain => Ok(plain.clone()),
    }
}

fn unknown(name: &str) -> Failure {
    let name: String = name.chars().take(64).collect();
    (1004, format!("there is no field {name}"))
}
