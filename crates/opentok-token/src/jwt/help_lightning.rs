//! The verification profile for partner JWTs of the Help Lightning API.
//!
//! A partner signs with RS256: `iss` and `aud` are `Ghazal`, `sub` is `Partner:` and the enterprise's id, `exp`
//! at most an hour ahead by habit. There is no `iat`, so a lifetime cannot be checked.

use compact_jws::VerifyingKey;
use compact_jws::json::Value;

use super::client::check_not_before;
use super::read::{Reader, open};
use crate::time::UnixSeconds;
use crate::verify::{Policy, VerifyError};

/// Who partner JWTs are from and for.
const SERVICE: &str = "Ghazal";

/// What stands in front of the enterprise's id.
const SUBJECT: &str = "Partner:";

/// What a verified partner JWT says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct PartnerClaims<'s> {
    enterprise: &'s str,
    #[cfg_attr(feature = "serde", serde(rename = "expire_time"))]
    expires: UnixSeconds,
}

impl<'s> PartnerClaims<'s> {
    /// The enterprise's id, never empty.
    pub fn enterprise(&self) -> &'s str {
        self.enterprise
    }

    /// When the token ends.
    pub fn expires(&self) -> UnixSeconds {
        self.expires
    }
}

/// Verifies a partner JWT without allocating.
///
/// `scratch` must hold [`scratch_len`](crate::scratch_len) of the token's length. Of the policy, only the
/// leeway applies.
///
/// # Errors
///
/// [`VerifyError::Issuer`], [`Audience`](VerifyError::Audience) or [`Subject`](VerifyError::Subject) for
/// claims that are not a partner's; else as every verification.
pub fn verify_partner<'s, K: VerifyingKey + ?Sized>(
    token: &str,
    key: &K,
    policy: &Policy,
    now: UnixSeconds,
    scratch: &'s mut [u8],
) -> Result<PartnerClaims<'s>, VerifyError> {
    let (verified, arena) = open(token, key, scratch)?;
    let mut reader = Reader {
        claims: verified.claims(),
        arena,
    };
    if reader.required_text("iss")? != SERVICE {
        return Err(VerifyError::Issuer);
    }
    if !is_for_service(&reader)? {
        return Err(VerifyError::Audience);
    }
    let subject = reader.required_text("sub")?;
    let enterprise = subject
        .strip_prefix(SUBJECT)
        .filter(|id| !id.is_empty())
        .ok_or(VerifyError::Subject)?;
    let expires = reader.required_time("exp")?;
    let created = reader.time("iat")?.unwrap_or_default();
    check_not_before(&reader, policy, now)?;
    policy.check_within(u64::MAX, created, expires, now)?;
    Ok(PartnerClaims { enterprise, expires })
}

/// `aud` is one text, or a list that holds it.
fn is_for_service(reader: &Reader<'_>) -> Result<bool, VerifyError> {
    let is_service = |value: Value<'_>| value.as_text().is_some_and(|text| text == *SERVICE);
    match reader.claims.get("aud") {
        None => Err(VerifyError::MissingClaim { name: "aud" }),
        Some(Value::Array(list)) => Ok(list.iter().any(is_service)),
        Some(value) => Ok(is_service(value)),
    }
}
