use super::Level;
use super::read::Reader;
use crate::time::UnixSeconds;
use crate::verify::{Policy, VerifyError};

/// What a verified REST JWT says. Made by a verifier alone.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct RestClaims<'s> {
    issuer: &'s str,
    level: Level,
    #[cfg_attr(feature = "serde", serde(rename = "create_time"))]
    created: UnixSeconds,
    #[cfg_attr(feature = "serde", serde(rename = "expire_time"))]
    expires: UnixSeconds,
    #[cfg_attr(feature = "serde", serde(rename = "jti"))]
    jwt_id: Option<&'s str>,
}

impl<'s> RestClaims<'s> {
    /// The API key, or the application's id.
    pub fn issuer(&self) -> &'s str {
        self.issuer
    }

    /// What it speaks for.
    pub fn level(&self) -> Level {
        self.level
    }

    /// When it was made.
    pub fn created(&self) -> UnixSeconds {
        self.created
    }

    /// When it ends.
    pub fn expires(&self) -> UnixSeconds {
        self.expires
    }

    /// Its own name (`jti`), as text even where it was written as a number.
    pub fn jwt_id(&self) -> Option<&'s str> {
        self.jwt_id
    }
}

/// [`RestClaims`] that own their text.
#[cfg(feature = "alloc")]
#[derive(Clone, Debug, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct RestClaimsBuf {
    issuer: alloc::boxed::Box<str>,
    level: Level,
    #[cfg_attr(feature = "serde", serde(rename = "create_time"))]
    created: UnixSeconds,
    #[cfg_attr(feature = "serde", serde(rename = "expire_time"))]
    expires: UnixSeconds,
    #[cfg_attr(feature = "serde", serde(rename = "jti"))]
    jwt_id: Option<alloc::boxed::Box<str>>,
}

#[cfg(feature = "alloc")]
impl RestClaimsBuf {
    /// The claims, borrowed.
    pub fn as_claims(&self) -> RestClaims<'_> {
        RestClaims {
            issuer: &self.issuer,
            level: self.level,
            created: self.created,
            expires: self.expires,
            jwt_id: self.jwt_id.as_deref(),
        }
    }
}

#[cfg(feature = "alloc")]
impl From<RestClaims<'_>> for RestClaimsBuf {
    fn from(claims: RestClaims<'_>) -> Self {
        Self {
            issuer: claims.issuer.into(),
            level: claims.level,
            created: claims.created,
            expires: claims.expires,
            jwt_id: claims.jwt_id.map(Into::into),
        }
    }
}

/// Reads and checks what REST JWTs of both environments have in common.
pub(super) fn read_rest<'s>(
    mut reader: Reader<'s>,
    issuer: &'s str,
    level: Level,
    max_lifetime: u64,
    policy: &Policy,
    now: UnixSeconds,
) -> Result<RestClaims<'s>, VerifyError> {
    if reader.claims.get("scope").is_some() {
        return Err(VerifyError::Scope);
    }
    let (created, expires) = (reader.required_time("iat")?, reader.required_time("exp")?);
    policy.check_within(max_lifetime, created, expires, now)?;
    Ok(RestClaims {
        issuer,
        level,
        created,
        expires,
        jwt_id: reader.opaque("jti")?,
    })
}
