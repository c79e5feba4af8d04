//! Tokens for the three roles, what a verifier says to them, and a forged one.

use opentok_token::{Grant, Policy, Role, SessionId, Signer, Token, UnixSeconds};

use super::stage::Stage;
use super::{failed, forge};
use crate::command::token::inspect::inspect;
use crate::command::token::judge::{Judge, Purpose, Verdict};
use crate::command::token::minter::Minter;
use crate::failure::Failure;
use crate::output::Facts;

/// Who takes part, in order of appearance.
pub(super) const PEOPLE: [(&str, Role); 3] = [
    ("Ann", Role::Moderator),
    ("Bob", Role::Publisher),
    ("Cleo", Role::Subscriber),
];

/// The tokens of the story.
pub(super) struct Tickets {
    pub(super) tickets: [Ticket; 3],
    /// What Ann's token says to whoever reads it.
    pub(super) inspected: Facts<'static>,
    /// Bob's token made a moderator's, its signature kept, and what a verifier says to that.
    pub(super) forged: (String, Verdict<'static>),
}

/// One person's token.
pub(super) struct Ticket {
    pub(super) name: &'static str,
    pub(super) role: Role,
    pub(super) token: Token,
    pub(super) verdict: Verdict<'static>,
}

/// Mints a token for everyone, verifies it, and forges one.
pub(super) fn mint(stage: &Stage, session: &SessionId) -> Result<Tickets, Failure> {
    const STEP: &str = "mint and verify tokens";
    let minter = Minter::T1(Signer::new(stage.project.project()));
    let mint = |(name, role): (&'static str, Role)| {
        let grant = Grant::new(session).role(role).data(name);
        let token = minter.mint(&grant, stage.now, None)?;
        let verdict = judge(stage, token.expose(), stage.now)?;
        failed::require(STEP, verdict.is_valid(), || format!("{name}'s token is refused"))?;
        Ok(Ticket {
            name,
            role,
            token,
            verdict,
        })
    };
    let [ann, bob, cleo] = PEOPLE;
    let tickets = [mint(ann)?, mint(bob)?, mint(cleo)?];
    let inspected = inspect(tickets[0].token.expose(), &mut Vec::new())?;

    let forged = forge::change_role(tickets[1].token.expose(), Role::Publisher, Role::Moderator)
        .ok_or_else(|| failed::told("forge a token", "Bob's token names no role"))?;
    let verdict = judge(stage, &forged, stage.now)?;
    failed::require("refuse a forged token", !verdict.is_valid(), || {
        "it is accepted".to_owned()
    })?;
    Ok(Tickets {
        tickets,
        inspected,
        forged: (forged, verdict),
    })
}

/// What a verifier that knows the project's secret says to a token.
pub(super) fn judge(stage: &Stage, token: &str, now: UnixSeconds) -> Result<Verdict<'static>, Failure> {
    let judge = Judge::of_project(stage.project.project(), Policy::new());
    let mut scratch = Vec::new();
    let verdict = judge.judge(token, Purpose::Client, now, &mut scratch);
    verdict
        .map(Verdict::into_owned)
        .map_err(|_| failed::told("verify a token", "a project's secret does not verify client tokens"))
}
