use subtle::ConstantTimeEq;

use crate::state::{Credential, OwnerId, State};
use crate::wire::Refusal;

/// Checks `key:secret` of the header `X-TB-PARTNER-AUTH`.
///
/// One page of the old documentation has a slash between the two, so that is taken as well.
pub(crate) fn check(state: &State, pair: &str) -> Result<OwnerId, Refusal> {
    let (key, secret) = pair
        .trim()
        .split_once([':', '/'])
        .ok_or_else(|| Refusal::forbidden("Invalid credentials"))?;
    let owner = state.owners.find(key);
    let known = owner.map(|owner| &state.owners.get(owner).credential);
    let expected = match known {
        Some(Credential::Project(credential)) => credential.secret.expose().as_bytes(),
        _ => b"",
    };
    let is_right = bool::from(expected.ct_eq(secret.as_bytes())) && !expected.is_empty();
    owner
        .filter(|_| is_right)
        .ok_or_else(|| Refusal::forbidden("Invalid credentials"))
}
