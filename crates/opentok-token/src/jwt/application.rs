use compact_jws::json::ObjectWriter;
use compact_jws::{SigningKey, VerifyingKey};

use super::Level;
use super::client::{check_not_before, read_client};
use super::read::{Reader, open};
use super::rest::{RestClaims, read_rest};
use super::write::{sign_into, write_grant};
use crate::api_key::{ApplicationId, is_uuid};
use crate::grant::Grant;
use crate::limits::{MAX_APPLICATION_REST_LIFETIME, MAX_LIFETIME, REST_LIFETIME};
use crate::nonce::JwtId;
use crate::session_id::{SessionId, SessionIdError};
use crate::sign_error::SignError;
use crate::signer::check_grant;
use crate::time::UnixSeconds;
use crate::verify::{Claims, Policy, VerifyError};

#[cfg(feature = "alloc")]
use super::rest::RestClaimsBuf;
#[cfg(feature = "alloc")]
use super::write::{REST_CAPACITY, client_capacity, sign};
#[cfg(feature = "alloc")]
use crate::token::Token;
#[cfg(feature = "alloc")]
use crate::verify::{ClaimsBuf, with_scratch};

/// Signs JWTs for one application of the unified environment.
///
/// `K` is any RS256 key: `compact_jws::RsaPrivateKey`, or a caller's own that asks a key service.
#[derive(Clone, Debug)]
pub struct ApplicationSigner<K> {
    id: ApplicationId,
    key: K,
    max_lifetime: u64,
}

impl<K: SigningKey> ApplicationSigner<K> {
    /// A signer that allows client tokens 30 days at most.
    pub const fn new(id: ApplicationId, key: K) -> Self {
        Self {
            id,
            key,
            max_lifetime: MAX_LIFETIME,
        }
    }

    /// Sets the longest lifetime of a client token, in seconds. More than 30 days is refused by the service.
    #[must_use]
    pub fn max_lifetime(mut self, seconds: u64) -> Self {
        self.max_lifetime = seconds;
        self
    }

    /// The application.
    pub const fn id(&self) -> &ApplicationId {
        &self.id
    }

    /// Signs a client JWT made at `now` into the front of `out`, without allocating.
    ///
    /// # Errors
    ///
    /// As [`Signer::sign_t1_into`](crate::Signer::sign_t1_into); [`SignError::Key`] if the key fails. A session
    /// that names another application is [`SignError::OtherProject`]; one that names a project of the older
    /// environment is signed, because applications take over such sessions.
    ///
    /// Wire: [the unified environment](crate::wire).
    pub fn sign_client_into<'o>(
        &self,
        grant: &Grant<'_>,
        now: UnixSeconds,
        id: JwtId,
        out: &'o mut [u8],
    ) -> Result<&'o str, SignError> {
        self.check(grant, now)?;
        sign_into(&self.key, |claims| self.write_client(grant, now, id, claims), out)
    }

    /// Signs a client JWT made at `now`.
    ///
    /// # Errors
    ///
    /// As [`sign_client_into`](Self::sign_client_into), without `BufferTooSmall`.
    #[cfg(feature = "alloc")]
    pub fn sign_client(&self, grant: &Grant<'_>, now: UnixSeconds, id: JwtId) -> Result<Token, SignError> {
        self.check(grant, now)?;
        let claims = |claims: &mut ObjectWriter<'_>| self.write_client(grant, now, id, claims);
        sign(&self.key, client_capacity(grant), claims)
    }

    /// Signs a bearer JWT for REST calls made at `now` into the front of `out`, without allocating. It lives
    /// [`REST_LIFETIME`] seconds.
    ///
    /// # Errors
    ///
    /// [`SignError::BufferTooSmall`], or [`SignError::Key`] if the key fails.
    pub fn sign_rest_into<'o>(&self, now: UnixSeconds, id: JwtId, out: &'o mut [u8]) -> Result<&'o str, SignError> {
        sign_into(&self.key, |claims| self.write_rest(now, id, claims), out)
    }

    /// Signs a bearer JWT for REST calls made at `now`. It lives [`REST_LIFETIME`] seconds.
    ///
    /// # Errors
    ///
    /// [`SignError::Key`] if the key fails.
    #[cfg(feature = "alloc")]
    pub fn sign_rest(&self, now: UnixSeconds, id: JwtId) -> Result<Token, SignError> {
        sign(&self.key, REST_CAPACITY, |claims| self.write_rest(now, id, claims))
    }

    fn check(&self, grant: &Grant<'_>, now: UnixSeconds) -> Result<(), SignError> {
        if !may_own(&self.id, grant.session) {
            return Err(SignError::OtherProject);
        }
        check_grant(grant, now, self.max_lifetime)
    }

    fn write_client(&self, grant: &Grant<'_>, now: UnixSeconds, id: JwtId, claims: &mut ObjectWriter<'_>) {
        claims
            .text("application_id", self.id.as_str())
            .text("jti", id.uuid().as_str());
        write_grant(grant, now, claims);
        claims
            .text("sub", "video")
            .raw("acl", r#"{"paths":{"/session/**":{}}}"#);
    }

    fn write_rest(&self, now: UnixSeconds, id: JwtId, claims: &mut ObjectWriter<'_>) {
        claims
            .text("application_id", self.id.as_str())
            .text("jti", id.uuid().as_str());
        claims
            .unsigned("iat", now.get())
            .unsigned("exp", now.plus(REST_LIFETIME).get());
    }
}

/// Verifies JWTs of one application of the unified environment.
///
/// `K` is any RS256 key: `compact_jws::RsaPublicKey`, or a caller's own.
#[derive(Clone, Debug)]
pub struct ApplicationVerifier<K> {
    id: ApplicationId,
    key: K,
    policy: Policy,
}

impl<K: VerifyingKey> ApplicationVerifier<K> {
    /// A verifier with the strict default [`Policy`].
    pub const fn new(id: ApplicationId, key: K) -> Self {
        Self {
            id,
            key,
            policy: Policy::new(),
        }
    }

    /// Sets what the verifier puts up with.
    #[must_use]
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// Verifies a client JWT without allocating.
    ///
    /// `scratch` must hold [`scratch_len`](crate::scratch_len) of the token's length.
    ///
    /// # Errors
    ///
    /// [`VerifyError`]: why the token is not to be believed.
    pub fn verify_client_into<'s>(
        &self,
        token: &str,
        now: UnixSeconds,
        scratch: &'s mut [u8],
    ) -> Result<Claims<'s>, VerifyError> {
        let (reader, issuer) = self.open(token, scratch)?;
        let check_session = |session: &str| {
            if may_own(&self.id, &session.parse()?) {
                Ok(())
            } else {
                Err(SessionIdError::OtherProject)
            }
        };
        read_client(reader, issuer, check_session, &self.policy, now)
    }

    /// Verifies a client JWT and keeps what it says.
    ///
    /// # Errors
    ///
    /// [`VerifyError`]: why the token is not to be believed.
    #[cfg(feature = "alloc")]
    pub fn verify_client(&self, token: &str, now: UnixSeconds) -> Result<ClaimsBuf, VerifyError> {
        with_scratch(token, |scratch| {
            self.verify_client_into(token, now, scratch).map(ClaimsBuf::from)
        })
    }

    /// Verifies the bearer JWT of a REST call without allocating. It may live 15 minutes and has no scope.
    ///
    /// # Errors
    ///
    /// [`VerifyError`]: why the token is not to be believed.
    pub fn verify_rest_into<'s>(
        &self,
        token: &str,
        now: UnixSeconds,
        scratch: &'s mut [u8],
    ) -> Result<RestClaims<'s>, VerifyError> {
        let (reader, issuer) = self.open(token, scratch)?;
        check_not_before(&reader, &self.policy, now)?;
        read_rest(
            reader,
            issuer,
            Level::Project,
            MAX_APPLICATION_REST_LIFETIME,
            &self.policy,
            now,
        )
    }

    /// Verifies the bearer JWT of a REST call and keeps what it says.
    ///
    /// # Errors
    ///
    /// [`VerifyError`]: why the token is not to be believed.
    #[cfg(feature = "alloc")]
    pub fn verify_rest(&self, token: &str, now: UnixSeconds) -> Result<RestClaimsBuf, VerifyError> {
        with_scratch(token, |scratch| {
            self.verify_rest_into(token, now, scratch).map(RestClaimsBuf::from)
        })
    }

    fn open<'s>(&self, token: &str, scratch: &'s mut [u8]) -> Result<(Reader<'s>, &'s str), VerifyError> {
        let (verified, arena) = open(token, &self.key, scratch)?;
        let mut reader = Reader {
            claims: verified.claims(),
            arena,
        };
        let issuer = reader.required_text("application_id")?;
        if issuer != self.id.as_str() {
            return Err(VerifyError::Issuer);
        }
        Ok((reader, issuer))
    }
}

/// Sessions made in the unified environment name their application, which then has to be this one. Sessions of
/// the older environment name a project by number; an application may have taken that project over.
fn may_own(id: &ApplicationId, session: &SessionId) -> bool {
    let payload = session.payload();
    payload.owner() == id.as_str() || !is_uuid(payload.owner().as_bytes())
}
