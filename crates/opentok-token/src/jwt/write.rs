use compact_jws::SigningKey;
use compact_jws::json::ObjectWriter;

use super::Level;
use crate::grant::Grant;
use crate::limits::REST_LIFETIME;
use crate::nonce::{JwtId, Nonce};
use crate::sign_error::SignError;
use crate::signer::Signer;
use crate::t1::SCOPE;
use crate::time::UnixSeconds;

#[cfg(feature = "alloc")]
use crate::token::Token;

/// JWTs of a project, signed with its secret.
impl Signer {
    /// Signs a client JWT made at `now` into the front of `out`, without allocating.
    ///
    /// # Errors
    ///
    /// As [`sign_t1_into`](Self::sign_t1_into); profiles do not apply.
    ///
    /// Wire: [client JWTs](crate::wire).
    pub fn sign_jwt_into<'o>(
        &self,
        grant: &Grant<'_>,
        now: UnixSeconds,
        nonce: Nonce,
        id: JwtId,
        out: &'o mut [u8],
    ) -> Result<&'o str, SignError> {
        self.check_project_grant(grant, now)?;
        sign_into(
            self.project().jwt_key(),
            |claims| self.write_client(grant, now, nonce, id, claims),
            out,
        )
    }

    /// Signs a client JWT made at `now`, in one allocation.
    ///
    /// # Errors
    ///
    /// As [`sign_jwt_into`](Self::sign_jwt_into), without `BufferTooSmall`.
    #[cfg(feature = "alloc")]
    pub fn sign_jwt(&self, grant: &Grant<'_>, now: UnixSeconds, nonce: Nonce, id: JwtId) -> Result<Token, SignError> {
        self.check_project_grant(grant, now)?;
        let claims = |claims: &mut ObjectWriter<'_>| self.write_client(grant, now, nonce, id, claims);
        sign(self.project().jwt_key(), client_capacity(grant), claims)
    }

    /// Signs a JWT for REST calls made at `now` into the front of `out`, without allocating. It lives
    /// [`REST_LIFETIME`] seconds.
    ///
    /// # Errors
    ///
    /// [`SignError::BufferTooSmall`] with the length that would do.
    ///
    /// Wire: [REST JWTs](crate::wire).
    pub fn sign_rest_jwt_into<'o>(
        &self,
        level: Level,
        now: UnixSeconds,
        id: JwtId,
        out: &'o mut [u8],
    ) -> Result<&'o str, SignError> {
        sign_into(
            self.project().jwt_key(),
            |claims| self.write_rest(level, now, id, claims),
            out,
        )
    }

    /// Signs a JWT for REST calls made at `now`, in one allocation. It lives [`REST_LIFETIME`] seconds.
    ///
    /// # Errors
    ///
    /// None in practice: the claims are of bounded length.
    #[cfg(feature = "alloc")]
    pub fn sign_rest_jwt(&self, level: Level, now: UnixSeconds, id: JwtId) -> Result<Token, SignError> {
        let claims = |claims: &mut ObjectWriter<'_>| self.write_rest(level, now, id, claims);
        sign(self.project().jwt_key(), REST_CAPACITY, claims)
    }

    fn write_client(
        &self,
        grant: &Grant<'_>,
        now: UnixSeconds,
        nonce: Nonce,
        id: JwtId,
        claims: &mut ObjectWriter<'_>,
    ) {
        write_grant(grant, now, claims);
        claims
            .text("iss", self.project().key().as_str())
            .text("ist", Level::Project.as_str());
        write_nonce(nonce, claims);
        claims.text("jti", id.hex().as_str());
    }

    fn write_rest(&self, level: Level, now: UnixSeconds, id: JwtId, claims: &mut ObjectWriter<'_>) {
        claims
            .text("iss", self.project().key().as_str())
            .text("ist", level.as_str());
        claims
            .unsigned("iat", now.get())
            .unsigned("exp", now.plus(REST_LIFETIME).get());
        claims.text("jti", id.hex().as_str());
    }
}

/// The claims that client JWTs of both environments have in common.
pub(super) fn write_grant(grant: &Grant<'_>, now: UnixSeconds, claims: &mut ObjectWriter<'_>) {
    claims
        .text("session_id", grant.session.as_str())
        .text("role", grant.role.as_str());
    claims.unsigned("iat", now.get()).unsigned("exp", grant.end(now).get());
    claims.text("scope", SCOPE);
    if !grant.classes.is_empty() {
        claims.joined("initial_layout_class_list", grant.classes.iter(), " ");
    }
    if let Some(data) = grant.data.filter(|data| !data.is_empty()) {
        claims.text("connection_data", data);
    }
}

/// As a number where every reader can hold it, else as text.
fn write_nonce(nonce: Nonce, claims: &mut ObjectWriter<'_>) {
    const EXACT_IN_DOUBLES: u64 = 1 << 53;
    match nonce.as_str().parse() {
        Ok(number @ ..=EXACT_IN_DOUBLES) => claims.unsigned("nonce", number),
        _ => claims.text("nonce", nonce.as_str()),
    };
}

pub(super) fn sign_into<'o, K: SigningKey + ?Sized>(
    key: &K,
    claims: impl FnOnce(&mut ObjectWriter<'_>),
    out: &'o mut [u8],
) -> Result<&'o str, SignError> {
    compact_jws::sign_into(key, claims, out).map_err(sign_error)
}

#[cfg(feature = "alloc")]
pub(super) fn sign<K: SigningKey + ?Sized>(
    key: &K,
    capacity: usize,
    claims: impl Fn(&mut ObjectWriter<'_>),
) -> Result<Token, SignError> {
    compact_jws::sign(key, capacity, claims)
        .map(Token::new)
        .map_err(sign_error)
}

/// Room for every claim of a client JWT, both environments, and a signature of up to 4096 bits.
#[cfg(feature = "alloc")]
pub(super) fn client_capacity(grant: &Grant<'_>) -> usize {
    const FIXED: usize = 600;
    let texts = grant.classes.iter().chain(grant.data);
    let escaped = texts.map(|text| escaped_len(text) + 1).sum::<usize>();
    (FIXED + grant.session.as_str().len() + escaped) * 4 / 3 + 700
}

/// Room for a REST JWT of either environment.
#[cfg(feature = "alloc")]
pub(super) const REST_CAPACITY: usize = 1_200;

/// An upper bound on a text's length in JSON.
#[cfg(feature = "alloc")]
fn escaped_len(text: &str) -> usize {
    let is_escaped = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    text.len() + 5 * text.bytes().filter(|byte| is_escaped(*byte)).count()
}

fn sign_error(error: compact_jws::SignError) -> SignError {
    match error {
        compact_jws::SignError::BufferTooSmall { needed } => SignError::BufferTooSmall { needed },
        // Grants are bounded far below the longest token, so only the key is left.
        _ => SignError::Key,
    }
}
