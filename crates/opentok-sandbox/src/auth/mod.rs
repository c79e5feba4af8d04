//! Who calls: the credentials of REST calls, and the tokens of clients.

pub(crate) mod client_token;
mod partner;
mod rest_jwt;

use http::StatusCode;

pub(crate) use partner::check as check_partner;

use crate::state::{OwnerId, State};
use crate::wire::{Call, Refusal};

/// Who a call is from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Caller {
    Owner(OwnerId),
    Account,
}

/// The header of REST calls in the OpenTok environment.
const OPENTOK_AUTH: &str = "x-opentok-auth";
/// The header of REST calls before JWTs: key and secret in the clear.
pub(crate) const PARTNER_AUTH: &str = "x-tb-partner-auth";

/// Finds out who calls.
///
/// A JWT of an application may come in either header, because one SDK sends it in the older one.
pub(crate) fn authenticate(state: &State, call: &Call) -> Result<Caller, Refusal> {
    let now_s = state.callers_s();
    if let Some(header) = call.header("authorization") {
        let unauthorized = |refusal: Refusal| Refusal {
            status: StatusCode::UNAUTHORIZED,
            ..refusal
        };
        let token = bearer(header).ok_or_else(|| unauthorized(Refusal::forbidden("Invalid credentials")))?;
        return rest_jwt::check(state, token, rest_jwt::Kinds::ApplicationOnly, now_s).map_err(unauthorized);
    }
    if let Some(token) = call.header(OPENTOK_AUTH) {
        return rest_jwt::check(state, token.trim(), rest_jwt::Kinds::Both, now_s);
    }
    if let (true, Some(pair)) = (state.options.partner_auth, call.header(PARTNER_AUTH)) {
        return partner::check(state, pair).map(Caller::Owner);
    }
    Err(Refusal::forbidden("Invalid token or credentials"))
}

/// Finds out who calls, and makes sure that they call their own project.
pub(crate) fn authenticate_for(state: &State, call: &Call, project: &str) -> Result<OwnerId, Refusal> {
    let Caller::Owner(owner) = authenticate(state, call)? else {
        return Err(Refusal::forbidden("Invalid issuer format"));
    };
    if !state.owners.get(owner).name.eq_ignore_ascii_case(project) {
        return Err(Refusal::forbidden("Id in the token does not match the one in the url"));
    }
    require_active(state, owner)
}

/// Finds out which project calls, where the path names none.
pub(crate) fn authenticate_project(state: &State, call: &Call) -> Result<OwnerId, Refusal> {
    match authenticate(state, call)? {
        Caller::Owner(owner) => require_active(state, owner),
        Caller::Account => Err(Refusal::forbidden("Invalid issuer format")),
    }
}

fn require_active(state: &State, owner: OwnerId) -> Result<OwnerId, Refusal> {
    if state.owners.get(owner).is_suspended {
        return Err(Refusal::forbidden("Project is suspended"));
    }
    Ok(owner)
}

fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}
