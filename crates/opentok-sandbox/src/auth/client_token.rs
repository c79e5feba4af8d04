use opentok_token::jwt::ApplicationVerifier;
use opentok_token::{ClaimsBuf, Policy, SessionId, UnixSeconds, Verifier, VerifyError};

use crate::state::{Credential, Grant, OwnerId, SessionNumber, State};

/// Reads the token of a client, by the rules of its owner's environment and the sandbox's own clock.
pub(crate) fn verify(state: &State, owner: OwnerId, token: &str) -> Result<ClaimsBuf, VerifyError> {
    let now = UnixSeconds::new(state.now_ms() / 1000);
    let policy = Policy::new().leeway(state.options.skew_s);
    match &state.owners.get(owner).credential {
        Credential::Project(credential) => Verifier::new(&credential.project).policy(policy).verify(token, now),
        Credential::Application(credential) => ApplicationVerifier::new(credential.id, &credential.public_key)
            .policy(policy)
            .verify_client(token, now),
    }
}

/// What a token lets its bearer do in one session.
pub(crate) fn grant(state: &State, session: SessionNumber, token: &str) -> Result<Grant, VerifyError> {
    let session = state.sessions.get(session);
    let claims = verify(state, session.owner, token)?;
    let id: SessionId = session.id.parse()?;
    claims.require_session(&id)?;
    Ok(Grant {
        role: claims.role(),
        data: claims.data().unwrap_or_default().into(),
        classes: claims.layout_classes().map(Into::into).collect(),
    })
}
