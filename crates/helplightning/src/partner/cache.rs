use core::fmt;
use std::sync::{Mutex, PoisonError};

use compact_jws::SignError;

use super::PartnerKey;
use crate::{Clock, PartnerToken, SiteId, UnixSeconds};

/// A partner: an enterprise, its key and a clock. Makes partner tokens and keeps each for a while.
///
/// A token lives [`LIFETIME`](Self::LIFETIME) seconds and [`SKEW`](Self::SKEW) more, for clocks that differ. It is handed
/// out until [`MARGIN`](Self::MARGIN) seconds before the end of the former, so that it always has that much left to
/// arrive in, even where the service's clock is ahead by all of the skew. It cannot be revoked but by changing the key,
/// which is why it is short.
pub struct Partner {
    site: SiteId,
    key: PartnerKey,
    clock: Clock,
    kept: Mutex<Option<Kept>>,
}

#[derive(Clone)]
struct Kept {
    token: PartnerToken,
    since: UnixSeconds,
}

impl Partner {
    /// How long a token is meant to live, in seconds.
    pub const LIFETIME: u64 = 60;
    /// By how much the clocks may differ, in seconds.
    pub const SKEW: u64 = 30;
    /// How long before its end a token is replaced, in seconds.
    pub const MARGIN: u64 = 20;

    /// A partner for one enterprise.
    pub fn new(site: SiteId, key: PartnerKey, clock: Clock) -> Self {
        Self {
            site,
            key,
            clock,
            kept: Mutex::new(None),
        }
    }

    /// The enterprise.
    pub fn site(&self) -> &SiteId {
        &self.site
    }

    /// A token that is good now: the one that was handed out last, or a new one.
    ///
    /// # Errors
    ///
    /// [`SignError::Key`] if the key fails.
    pub fn token(&self) -> Result<PartnerToken, SignError> {
        let now = self.clock.now();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = kept.as_ref().filter(|kept| kept.is_fresh(now)) {
            return Ok(kept.token.clone());
        }
        let token = self.key.sign(&self.site, now.plus(Self::LIFETIME + Self::SKEW))?;
        *kept = Some(Kept {
            token: token.clone(),
            since: now,
        });
        Ok(token)
    }

    /// Stops handing out `token`, because the service no longer takes it. Another that was made since stays.
    pub fn forget(&self, token: &PartnerToken) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.as_ref().is_some_and(|kept| kept.token.is_same_as(token)) {
            *kept = None;
        }
    }
}

impl Kept {
    /// Not if the clock was set back: then its end is further away than anybody meant.
    fn is_fresh(&self, now: UnixSeconds) -> bool {
        let until = self.since.plus(Partner::LIFETIME - Partner::MARGIN);
        self.since <= now && now < until
    }
}

impl fmt::Debug for Partner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Partner")
            .field("site", &self.site)
            .finish_non_exhaustive()
    }
}
