use compact_jws::json::Object;

use super::read::Reader;
use crate::limits::DEFAULT_LIFETIME;
use crate::role::Role;
use crate::session_id::SessionIdError;
use crate::t1::SCOPE;
use crate::time::UnixSeconds;
use crate::verify::{Claims, Policy, TokenKind, VerifyError, check_bounds};

/// Reads and checks what client JWTs of both environments have in common.
///
/// `check_session` tells whether a text is the id of a session of the issuer.
pub(super) fn read_client<'s>(
    mut reader: Reader<'s>,
    issuer: &'s str,
    check_session: impl FnOnce(&str) -> Result<(), SessionIdError>,
    policy: &Policy,
    now: UnixSeconds,
) -> Result<Claims<'s>, VerifyError> {
    match reader.optional_text("scope")? {
        None => return Err(VerifyError::MissingClaim { name: "scope" }),
        Some(SCOPE) => {}
        Some(_) => return Err(VerifyError::Scope),
    }
    let created = reader.required_time("iat")?;
    let expires = match reader.time("exp")? {
        Some(expires) => expires,
        None if policy.requires_expiry() => return Err(VerifyError::MissingClaim { name: "exp" }),
        None => created.plus(DEFAULT_LIFETIME),
    };
    check_not_before(&reader, policy, now)?;
    let session = reader.required_text("session_id")?;
    check_session(session)?;
    let role = read_role(reader.claims)?;
    let (nonce, jwt_id) = (reader.opaque("nonce")?, reader.opaque("jti")?);
    let data = reader.nullable_text("connection_data")?;
    let classes = reader.words("initial_layout_class_list")?;
    check_bounds(policy, now, (created, expires), data, classes)?;
    Ok(Claims {
        kind: TokenKind::Jwt,
        issuer,
        session,
        role,
        created,
        expires,
        nonce,
        jwt_id,
        data,
        classes,
    })
}

/// `nbf`, if there, as a creation that has to lie in the past.
pub(super) fn check_not_before(reader: &Reader<'_>, policy: &Policy, now: UnixSeconds) -> Result<(), VerifyError> {
    match reader.time("nbf")? {
        Some(begin) => policy.check_within(u64::MAX, begin, UnixSeconds::new(u64::MAX), now),
        None => Ok(()),
    }
}

fn read_role(claims: Object<'_>) -> Result<Role, VerifyError> {
    let bad = VerifyError::BadClaim { name: "role" };
    let Some(value) = claims.get("role") else {
        return Ok(Role::Publisher);
    };
    let text = value.as_text().ok_or(bad)?;
    Role::ALL.into_iter().find(|role| text == *role.as_str()).ok_or(bad)
}
