//! The tokens that requests carry. Wire: `WIRE.md`, "Who is asking".

use core::{error::Error, fmt};

use compact_jws::{SigningKey, json::ObjectWriter};
use opentok_token::{JwtId, SignError, UnixSeconds};
use zeroize::Zeroizing;

use super::{AuthorizeError, Vonage, opentok::KeyPair};

/// A token would live for no time at all, or for longer than the service accepts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct LifetimeError {
    /// The lifetime asked for, in seconds.
    pub seconds: u64,
    /// The longest one, in seconds.
    pub limit: u64,
}

impl LifetimeError {
    pub(super) const fn check(seconds: u64, limit: u64) -> Result<u64, Self> {
        if seconds == 0 || seconds > limit {
            return Err(Self { seconds, limit });
        }
        Ok(seconds)
    }
}

impl fmt::Display for LifetimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seconds, limit } = self;
        write!(f, "a lifetime of {seconds} s is not within 1 to {limit} s")
    }
}

impl Error for LifetimeError {}

/// A project's or account's token. Not to be wiped, for it becomes part of a request, which never is.
pub(super) fn opentok(pair: &KeyPair, level: &str, now: UnixSeconds, id: JwtId) -> Result<String, AuthorizeError> {
    sign(&pair.jwt, 300, |claims| {
        claims.text("iss", pair.key.as_str()).text("ist", level);
        write_life(claims, now, pair.lifetime, id);
    })
}

/// An application's token, behind the word that its header wants.
pub(super) fn vonage(application: &Vonage, now: UnixSeconds, id: JwtId) -> Result<String, AuthorizeError> {
    let token = sign(&*application.signer, 1_200, |claims| {
        claims.text("application_id", application.id().as_str());
        write_life(claims, now, application.lifetime, id);
    })?;
    Ok(["Bearer ", &*Zeroizing::new(token)].concat())
}

fn write_life(claims: &mut ObjectWriter<'_>, now: UnixSeconds, lifetime: u64, id: JwtId) {
    claims
        .unsigned("iat", now.get())
        .unsigned("exp", now.plus(lifetime).get());
    claims.text("jti", id.uuid().as_str());
}

fn sign<K: SigningKey + ?Sized>(
    key: &K,
    capacity: usize,
    claims: impl Fn(&mut ObjectWriter<'_>),
) -> Result<String, AuthorizeError> {
    // The claims are far below the longest token, so only the key can fail.
    compact_jws::sign(key, capacity, claims).map_err(|_| AuthorizeError::Sign(SignError::Key))
}
