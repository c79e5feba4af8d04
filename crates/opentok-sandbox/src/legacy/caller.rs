//! Who calls, by the credentials of the time.

use opentok_token::{ClaimsBuf, Policy, Role, UnixSeconds, Verifier, test_token};

use super::{Environment, store::Archive};
use crate::auth::{PARTNER_AUTH, check_partner};
use crate::state::{OwnerId, State};
use crate::wire::Call;

/// A client's token.
pub(super) const TOKEN_AUTH: &str = "x-tb-token-auth";

/// Whose key and secret the call carries. `None` without the header, `Some(None)` if they are wrong.
pub(super) fn partner(state: &State, call: &Call) -> Option<Option<OwnerId>> {
    let pair = call.headers.get(PARTNER_AUTH)?;
    let owner = pair.to_str().ok().and_then(|pair| check_partner(state, pair).ok());
    Some(owner.filter(|owner| !state.owners.get(*owner).is_suspended))
}

/// What the call's token says, if it is a true one.
pub(super) fn token(state: &State, call: &Call) -> Option<ClaimsBuf> {
    let policy = Policy::new().leeway(state.options.skew_s);
    let verifier = Verifier::new(&state.owners).policy(policy);
    let now = UnixSeconds::new(state.callers_s());
    let claims = verifier.verify(call.header(TOKEN_AUTH)?.trim(), now).ok()?;
    let owner = state.owners.find(claims.issuer())?;
    (!state.owners.get(owner).is_suspended).then_some(claims)
}

/// The role of a word that stands for a token, in staging.
pub(super) fn test_role(state: &State, call: &Call) -> Option<Role> {
    if state.options.legacy.environment != Environment::Staging {
        return None;
    }
    test_token::role_of(call.header(TOKEN_AUTH)?.trim())
}

/// The archive of this id, if the call's token is that of a moderator of its project.
pub(super) fn archive_by_token<'s>(state: &'s State, call: &Call, id: &str) -> Option<&'s Archive> {
    let archive = state.legacy_archives.find(id)?;
    if let Some(role) = test_role(state, call) {
        return (role == Role::Moderator).then_some(archive);
    }
    let claims = token(state, call)?;
    let is_allowed = claims.role() == Role::Moderator && state.owners.find(claims.issuer()) == Some(archive.owner);
    is_allowed.then_some(archive)
}

/// The same, or with the key and secret of its project: two programs of the time had success with these.
pub(super) fn archive<'s>(state: &'s State, call: &Call, id: &str) -> Option<&'s Archive> {
    if call.header(TOKEN_AUTH).is_some() {
        return archive_by_token(state, call, id);
    }
    let owner = partner(state, call)??;
    state.legacy_archives.find(id).filter(|archive| archive.owner == owner)
}
