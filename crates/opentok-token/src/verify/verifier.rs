use core::fmt;

use super::claims::{Claims, TokenKind, check_bounds};
use super::error::VerifyError;
use super::policy::Policy;
use crate::arena::Arena;
use crate::base64;
use crate::limits::DEFAULT_LIFETIME;
use crate::project::{Project, Projects};
use crate::session_id::{self, SessionId};
use crate::t1::{self, UntrustedT1, read_fields};
use crate::test_token;
use crate::time::UnixSeconds;

#[cfg(feature = "alloc")]
use super::claims_buf::ClaimsBuf;

/// Tells true tokens of known projects from everything else.
///
/// Holds one [`Project`], or anything that finds one by key ([`Projects`]). Cheap to clone and to share.
///
/// A token is believed only after, in this order: its size and outer form; its signature, compared in
/// constant time; every field or claim, with nothing named twice; its times; its session's owner. A token of
/// an unknown project meets the same work and the same error as one with a wrong signature.
///
/// ```
/// use opentok_token::{ApiSecret, Grant, Nonce, Project, SessionId, Signer, UnixSeconds, Verifier, scratch_len};
///
/// let project = Project::new("45676632".parse()?, ApiSecret::new("1234567890abcdef1234567890abcdef12345678"));
/// let session: SessionId = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse()?;
/// let now = UnixSeconds::new(1_700_000_000);
/// let mut buffer = [0; 512];
/// let token = Signer::new(project.clone()).sign_t1_into(&Grant::new(&session), now, Nonce::new(42), &mut buffer)?;
///
/// let mut scratch = [0; scratch_len(512)];
/// let claims = Verifier::new(project).verify_into(token, now, &mut scratch)?;
/// claims.require_session(&session)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Verifier<P = Project> {
    pub(crate) projects: P,
    pub(crate) policy: Policy,
    pub(crate) decoy: Project,
}

impl<P: Projects> Verifier<P> {
    /// A verifier with the strict default [`Policy`].
    pub fn new(projects: P) -> Self {
        Self {
            projects,
            policy: Policy::new(),
            decoy: Project::decoy(),
        }
    }

    /// Sets what the verifier puts up with.
    #[must_use]
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// Verifies a client token, T1 or JWT as its shape says, without allocating.
    ///
    /// `scratch` must hold [`scratch_len`] of the token's length; the claims borrow from it.
    ///
    /// # Errors
    ///
    /// [`VerifyError`]: why the token is not to be believed. Test tokens such as `devtoken` have no shape and
    /// are refused.
    pub fn verify_into<'s>(
        &self,
        token: &str,
        now: UnixSeconds,
        scratch: &'s mut [u8],
    ) -> Result<Claims<'s>, VerifyError> {
        if token.starts_with(t1::TAG) {
            return self.verify_t1(token, now, scratch);
        }
        #[cfg(feature = "jwt")]
        if token.contains('.') {
            return crate::jwt::verify_client(self, token, now, scratch);
        }
        Err(VerifyError::Shape)
    }

    /// Verifies a client token and keeps what it says.
    ///
    /// # Errors
    ///
    /// [`VerifyError`]: why the token is not to be believed.
    #[cfg(feature = "alloc")]
    pub fn verify(&self, token: &str, now: UnixSeconds) -> Result<ClaimsBuf, VerifyError> {
        with_scratch(token, |scratch| {
            self.verify_into(token, now, scratch).map(ClaimsBuf::from)
        })
    }

    /// Verifies a client token for one session, and also accepts the literal test texts `devtoken` (a
    /// publisher) and `moderator_token`, which prove nothing. For staging environments alone.
    ///
    /// # Errors
    ///
    /// As [`verify_into`](Self::verify_into), and [`VerifyError::SessionMismatch`] for a token of another
    /// session.
    pub fn verify_or_test_token<'s>(
        &self,
        token: &str,
        session: &'s SessionId,
        now: UnixSeconds,
        scratch: &'s mut [u8],
    ) -> Result<Claims<'s>, VerifyError> {
        let Some(role) = test_token::role_of(token) else {
            let claims = self.verify_into(token, now, scratch)?;
            claims.require_session(session)?;
            return Ok(claims);
        };
        Ok(Claims {
            kind: TokenKind::Test,
            issuer: "",
            session: session.as_str(),
            role,
            created: now,
            expires: now.plus(DEFAULT_LIFETIME),
            nonce: None,
            jwt_id: None,
            data: None,
            classes: None,
        })
    }

    fn verify_t1<'s>(&self, token: &str, now: UnixSeconds, scratch: &'s mut [u8]) -> Result<Claims<'s>, VerifyError> {
        let mut arena = Arena::new(scratch);
        let untrusted = UntrustedT1::parse_in(token, &mut arena)?;
        let known = self.projects.find(untrusted.partner_id());
        let project = known.unwrap_or(&self.decoy);
        let mut end = t1::LastBlocks::default();
        let mut check = project.t1_key().check(&untrusted, &mut end);
        let fields = read_fields(untrusted.data(), &mut arena, || check.step());
        let is_signed = check.finish();
        if known.is_none() || !is_signed {
            return Err(VerifyError::Signature);
        }
        let fields = fields.map_err(|error| scratch_error(error, token))?;
        session_id::check(fields.session_id, Some(project.key()))?;
        let times = (fields.create_time, fields.expire_time);
        check_bounds(&self.policy, now, times, fields.connection_data, fields.layout_classes)?;
        Ok(Claims {
            kind: TokenKind::T1,
            issuer: untrusted.partner_id(),
            session: fields.session_id,
            role: fields.role,
            created: fields.create_time,
            expires: fields.expire_time,
            nonce: Some(fields.nonce),
            jwt_id: None,
            data: fields.connection_data,
            classes: fields.layout_classes,
        })
    }
}

impl<P> fmt::Debug for Verifier<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}

/// Bytes of scratch that verifying a token of `token_len` bytes takes: one and a half times the token's own
/// length, for its decoded form and for values that need decoding once more.
pub const fn scratch_len(token_len: usize) -> usize {
    2 * base64::decoded_len(token_len) + 16
}

/// Lends scratch space: from the stack for tokens of common size, else from the heap.
#[cfg(feature = "alloc")]
pub(crate) fn with_scratch<T>(
    token: &str,
    verify: impl FnOnce(&mut [u8]) -> Result<T, VerifyError>,
) -> Result<T, VerifyError> {
    const COMMON: usize = scratch_len(1024);
    if token.len() > crate::limits::MAX_TOKEN_LEN {
        // Refused for its length before any scratch is touched.
        return verify(&mut []);
    }
    if scratch_len(token.len()) <= COMMON {
        return verify(&mut [0; COMMON]);
    }
    verify(&mut alloc::vec![0; scratch_len(token.len())])
}

/// Says how much scratch the whole token needs, not only the field that did not fit.
fn scratch_error(error: crate::parse_error::ParseT1Error, token: &str) -> VerifyError {
    match VerifyError::from(error) {
        VerifyError::ScratchTooSmall { .. } => VerifyError::ScratchTooSmall {
            needed: scratch_len(token.len()),
        },
        error => error,
    }
}
