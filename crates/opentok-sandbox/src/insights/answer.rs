use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::Field;
use crate::state::{OwnerId, Room, SessionNumber, State, Uuid};

/// A refusal within an answer: its code, and what it is about.
pub(crate) type Failure = (u32, String);

/// How many values an answer may have, and how many connections and streams may be looked at for it.
const MAX_VALUES: usize = 100_000;

/// What is left of [`MAX_VALUES`]: aliases could multiply an answer without end.
struct Budget(usize);

impl Budget {
    fn spend(&mut self, values: usize) -> Result<(), Failure> {
        let left = self.0.checked_sub(values);
        self.0 = left.ok_or_else(|| (1005, format!("the query asks for more than {MAX_VALUES} values")))?;
        Ok(())
    }
}

/// Answers a query about `owner`.
pub(crate) fn answer(state: &mut State, owner: OwnerId, query: &[Field]) -> Result<Value, Failure> {
    state.count_all_usage();
    let mut budget = Budget(MAX_VALUES);
    let mut out = Map::new();
    for field in query {
        let value = match field.name.as_str() {
            "project" => project(state, owner, field, &mut budget)?,
            other => return Err(unknown(other)),
        };
        out.insert(field.alias.clone(), value);
    }
    Ok(Value::Object(out))
}

fn project(state: &State, owner: OwnerId, field: &Field, budget: &mut Budget) -> Result<Value, Failure> {
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
            "projectData" => choose(&project_data(state, owner, field)?, &field.fields, budget)?,
            "sessionData" => session_data(state, owner, field, budget)?,
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

fn session_data(state: &State, owner: OwnerId, field: &Field, budget: &mut Budget) -> Result<Value, Failure> {
    let mut out = Map::new();
    for field in &field.fields {
        let numbers = match field.name.as_str() {
            "sessions" => named_sessions(state, owner, field)?,
            "sessionSummaries" => state.alive_sessions(owner),
            other => return Err(unknown(other)),
        };
        let total = numbers.len();
        let described = numbers
            .into_iter()
            .map(|number| describe_session(state, number, budget));
        let resources = described.collect::<Result<Value, Failure>>()?;
        let page = json!({"totalCount": total, "resources": resources});
        out.insert(field.alias.clone(), choose(&page, &field.fields, budget)?);
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

fn describe_session(state: &State, number: SessionNumber, budget: &mut Budget) -> Result<Value, Failure> {
    let session = state.sessions.get(number);
    let room = state.room(number).filter(|room| room.is_alive());
    budget.spend(1 + room.map_or(0, |room| room.connections.len() + room.streams.len()))?;
    let meetings: Vec<Value> = room.into_iter().map(describe_meeting).collect();
    Ok(json!({
        "sessionId": session.id,
        "mediaMode": session.media_mode.as_str(),
        "meetings": {"totalCount": meetings.len(), "resources": meetings},
    }))
}

fn describe_meeting(room: &Room) -> Value {
    let mut publishers: HashMap<Uuid, Vec<Value>> = HashMap::new();
    for stream in &room.streams {
        let publisher = json!({"resources": {"stream": {"streamId": stream.id.to_string()}}});
        publishers.entry(stream.connection).or_default().push(publisher);
    }
    let connections = room.connections.iter().map(|connection| {
        json!({
            "connectionId": connection.id.to_string(),
            "createdAt": connection.created_ms,
            "publishers": {"resources": publishers.remove(&connection.id).unwrap_or_default()},
        })
    });
    json!({"createdAt": room.created_ms, "connections": {"resources": connections.collect::<Value>()}})
}

/// Of `value` what is asked for. Figures the sandbox does not have are null; nothing else is.
fn choose(value: &Value, fields: &[Field], budget: &mut Budget) -> Result<Value, Failure> {
    budget.spend(1)?;
    match value {
        Value::Array(items) => items.iter().map(|item| choose(item, fields, budget)).collect(),
        Value::Object(members) => {
            if fields.is_empty() {
                return Err((1004, "an object is asked for without its fields".into()));
            }
            let mut out = Map::new();
            for field in fields {
                let member = members.get(&field.name).unwrap_or(&Value::Null);
                out.insert(field.alias.clone(), choose(member, &field.fields, budget)?);
            }
            Ok(Value::Object(out))
        }
        plain => {
            // A long text counts for more: it could be told as often as it has aliases.
            budget.spend(plain.as_str().map_or(0, str::len) / 100)?;
            Ok(plain.clone())
        }
    }
}

fn unknown(name: &str) -> Failure {
    let name: String = name.chars().take(64).collect();
    (1004, format!("there is no field {name}"))
}
