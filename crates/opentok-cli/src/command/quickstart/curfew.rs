//! A day passes, and tokens end.

use core::time::Duration;

use opentok_token::SessionId;
use opentok_token::limits::DEFAULT_LIFETIME;
use serde_json::json;

use super::failed;
use super::stage::Stage;
use super::tickets::{self, Ticket};
use crate::command::token::judge::Verdict;
use crate::failure::Failure;

/// What becomes of a true token when its day is over.
pub(super) struct Curfew {
    /// What a verifier says to it.
    pub(super) verdict: Verdict<'static>,
    /// What the service says to whoever wants to join with it.
    pub(super) door: String,
}

/// Lets a day pass and tries a token of yesterday's.
pub(super) async fn pass(stage: &Stage, session: &SessionId, ticket: &Ticket) -> Result<Curfew, Failure> {
    const STEP: &str = "refuse a token that has ended";
    stage.control.advance(Duration::from_secs(DEFAULT_LIFETIME)).await?;
    let clock = stage.control.get("read the clock", &["clock"]).await?;
    let now = clock["nowMs"]
        .as_u64()
        .ok_or_else(|| failed::told("read the clock", "it tells no time"))?;
    let verdict = tickets::judge(
        stage,
        ticket.token.expose(),
        opentok_token::UnixSeconds::new(now / 1000),
    )?;
    failed::require(STEP, !verdict.is_valid(), || "it is accepted".to_owned())?;
    let path = ["session", session.as_str(), "connection"];
    let token = json!({"token": ticket.token.expose()});
    let door = stage.control.forbidden(STEP, &path, &token).await?;
    Ok(Curfew { verdict, door })
}
