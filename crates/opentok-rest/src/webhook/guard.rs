use opentok_token::UnixSeconds;

use super::ReplayKey;

/// A memory for callbacks, so that each is acted on once.
///
/// It is asked with callbacks that are proven only, so that strangers cannot fill it. One that does not answer at once, as
/// a database may, belongs behind the [`Proof`](super::Proof) instead: take its key and ask by yourself.
pub trait ReplayGuard: Send + Sync {
    /// Whether `key` is new, and remembers it until `until` at least. Of several that ask at once, one is told yes.
    fn is_new(&self, key: ReplayKey, until: UnixSeconds, now: UnixSeconds) -> bool;

    /// Forgets `key`, because what it stands for came to nothing and shall be taken when it comes again.
    fn forget(&self, key: ReplayKey);
}
