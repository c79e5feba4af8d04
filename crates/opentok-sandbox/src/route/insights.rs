use serde_json::{Map, Value, json};

use crate::auth::{self, Caller};
use crate::insights;
use crate::state::State;
use crate::wire::{Call, Fields, Refusal, Reply};

/// `POST /graphql`: Insights. As GraphQL has it, what is wrong with a query is told in an answer of status 200.
pub(super) fn query(state: &mut State, call: &Call) -> Result<Reply, Refusal> {
    let caller = match auth::authenticate(state, call) {
        Ok(Caller::Owner(owner)) if !state.owners.get(owner).is_suspended => owner,
        Ok(_) => return Ok(failure(1021, "not authorised")),
        Err(_) if call.header("x-opentok-auth").is_none() => return Ok(failure(1001, "no credentials")),
        Err(refusal) => return Ok(failure(1011, &refusal.message)),
    };
    let body = call.object()?;
    let nothing = Map::new();
    let variables = body.get("variables").and_then(Value::as_object).unwrap_or(&nothing);
    let Ok(query) = insights::parse(Fields::new(&body).required_text("query")?, variables) else {
        return Ok(failure(1004, "the query cannot be read"));
    };
    Ok(match insights::answer(state, caller, &query) {
        Ok(data) => Reply::ok(&json!({"data": data})),
        Err((code, message)) => failure(code, &message),
    })
}

fn failure(code: u32, message: &str) -> Reply {
    Reply::ok(&json!({"data": null, "errors": [{"message": message, "errorCode": code}]}))
}
