//! Random values from the operating system.

use opentok_token::{JwtId, Nonce};

use crate::failure::Failure;

/// A nonce of 64 random bits, for T1 tokens.
pub(crate) fn nonce() -> Result<Nonce, Failure> {
    Nonce::random().map_err(|error| Failure::random(&error))
}

/// A nonce of 53 random bits, for JWTs: a number every JSON reader holds exactly.
pub(crate) fn small_nonce() -> Result<Nonce, Failure> {
    Ok(Nonce::new(u64::from_le_bytes(bytes()?) >> 11))
}

/// The name of a JWT.
pub(crate) fn jwt_id() -> Result<JwtId, Failure> {
    JwtId::random().map_err(|error| Failure::random(&error))
}

/// Random bytes.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], Failure> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| Failure::random(&error))?;
    Ok(bytes)
}
