use std::time::Instant;

use http::StatusCode;
use serde_json::json;

use crate::help_lightning::authorization::unauthorized;
use crate::help_lightning::{app::Inner, request};
use crate::http::{ApiError, Call, Reply};

/// `GET /auth?email=`: the token of a user, for who is that user.
pub(crate) async fn auth(server: &Inner, call: &Call) -> Result<Reply, ApiError> {
    let head = call.head();
    let address = request::auth(head.query())?;
    server.proof.check(&address, head.headers(), head.peer())?;
    let begin = Instant::now();
    let Some(user) = server.upstream.find(&address).await? else {
        // About as long as reading the user would have taken, so that time does not tell who exists.
        tokio::time::sleep(begin.elapsed()).await;
        return Err(failed());
    };
    let token = server.upstream.token(&user).await?.ok_or_else(failed)?;
    Ok(Reply::json(StatusCode::OK, &json!({ "token": token.expose() })))
}

/// The same for every reason there may be.
fn failed() -> ApiError {
    unauthorized("authentication_failed", "there is no token for this address")
}
