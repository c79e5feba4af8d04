use core::fmt;

use opentok_token::UnixSeconds;
use sha2::{Digest, Sha256};

/// What is known of a callback that was believed.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Proof {
    /// When it was signed.
    pub issued_at: UnixSeconds,
    /// From when on the verifier believes it no longer. Until then a guard has to remember the key.
    pub believed_until: UnixSeconds,
    /// Whose it is: an API key, or an application's id. `None` if the token does not say.
    pub owner: Option<Box<str>>,
    /// Which secret it was signed with, by its place among those that the verifier was given. Once the last one has not
    /// been seen for a while, it can be taken away.
    pub secret: usize,
    /// What a callback that is sent once more has in common with this one.
    pub replay_key: ReplayKey,
}

/// The same for the same token, and for no other. Safe to store and to log: it grants nothing.
///
/// It is the SHA-256 of the token's issuer and `jti`, or of the whole token if it has no `jti`. `Display` is hexadecimal.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ReplayKey([u8; 32]);

impl ReplayKey {
    pub(super) fn of_id(issuer: &str, id: &str) -> Self {
        // The length keeps the two apart.
        let len = (issuer.len() as u64).to_be_bytes();
        Self::hash(&[b"id", &len, issuer.as_bytes(), id.as_bytes()])
    }

    pub(super) fn of_token(token: &str) -> Self {
        Self::hash(&[b"token", token.as_bytes()])
    }

    fn hash(parts: &[&[u8]]) -> Self {
        let hash = parts.iter().fold(Sha256::new(), |hash, part| hash.chain_update(part));
        Self(hash.finalize().into())
    }

    /// The bytes, for a store that wants them.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for ReplayKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReplayKey({self})")
    }
}

impl fmt::Display for ReplayKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_different_tokens_differ() {
        let keys = [
            ReplayKey::of_id("a", "bc"),
            ReplayKey::of_id("ab", "c"),
            ReplayKey::of_id("", "abc"),
            ReplayKey::of_token("abc"),
            ReplayKey::of_token("abd"),
        ];
        for (at, key) in keys.iter().enumerate() {
            assert!(!keys[..at].contains(key), "{at}");
            assert_eq!(key.to_string().len(), 64);
        }
        assert_eq!(ReplayKey::of_token("abc"), keys[3]);
    }
}
