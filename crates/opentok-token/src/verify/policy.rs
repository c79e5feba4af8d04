use super::error::VerifyError;
use crate::limits::MAX_LIFETIME;
use crate::time::UnixSeconds;

/// What a verifier puts up with. The defaults are strict: no leeway, 30 days at most.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[must_use]
pub struct Policy {
    leeway: u64,
    max_lifetime: u64,
    requires_expiry: bool,
}

impl Policy {
    /// The strict defaults.
    pub const fn new() -> Self {
        Self {
            leeway: 0,
            max_lifetime: MAX_LIFETIME,
            requires_expiry: false,
        }
    }

    /// How many seconds the signer's clock may be off, either way. Default 0; 60 suits most services.
    pub const fn leeway(mut self, seconds: u64) -> Self {
        self.leeway = seconds;
        self
    }

    /// The longest lifetime of a client token, in seconds. Default 30 days, as the service.
    ///
    /// [`LEGACY_MAX_LIFETIME`](crate::limits::LEGACY_MAX_LIFETIME) is the limit of before June 2012.
    pub const fn max_lifetime(mut self, seconds: u64) -> Self {
        self.max_lifetime = seconds;
        self
    }

    /// Whether a client token without an expiry is refused. By default it ends 24 hours after it was made, as
    /// the service counts it; several SDKs write such tokens.
    pub const fn require_expiry(mut self, required: bool) -> Self {
        self.requires_expiry = required;
        self
    }

    #[cfg(feature = "jwt")]
    pub(crate) const fn requires_expiry(&self) -> bool {
        self.requires_expiry
    }

    /// Checks a client token's times.
    pub(crate) const fn check(
        &self,
        created: UnixSeconds,
        expires: UnixSeconds,
        now: UnixSeconds,
    ) -> Result<(), VerifyError> {
        self.check_within(self.max_lifetime, created, expires, now)
    }

    /// Checks times against a limit other than the policy's own.
    pub(crate) const fn check_within(
        &self,
        limit: u64,
        created: UnixSeconds,
        expires: UnixSeconds,
        now: UnixSeconds,
    ) -> Result<(), VerifyError> {
        if created.get() > now.plus(self.leeway).get() {
            return Err(VerifyError::NotYetValid {
                seconds: created.since(now),
            });
        }
        if expires.get() < created.get() {
            return Err(VerifyError::NeverValid);
        }
        if now.get() >= expires.plus(self.leeway).get() {
            return Err(VerifyError::Expired {
                seconds: now.since(expires),
            });
        }
        let seconds = expires.since(created);
        if seconds > limit {
            return Err(VerifyError::LifetimeTooLong { seconds, limit });
        }
        Ok(())
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UnixSeconds = UnixSeconds::new(1_700_000_000);

    fn check(policy: Policy, created: i64, expires: i64) -> Result<(), VerifyError> {
        let at = |offset: i64| UnixSeconds::new(NOW.get().saturating_add_signed(offset));
        policy.check(at(created), at(expires), NOW)
    }

    #[test]
    fn a_token_ends_at_its_expiry() {
        assert_eq!(check(Policy::new(), -10, 1), Ok(()));
        assert_eq!(check(Policy::new(), -10, 0), Err(VerifyError::Expired { seconds: 0 }));
        assert_eq!(check(Policy::new().leeway(60), -100, -59), Ok(()));
        assert_eq!(
            check(Policy::new().leeway(60), -100, -60),
            Err(VerifyError::Expired { seconds: 60 })
        );
    }

    #[test]
    fn a_token_begins_at_its_creation() {
        assert_eq!(check(Policy::new(), 0, 10), Ok(()));
        assert_eq!(
            check(Policy::new(), 1, 10),
            Err(VerifyError::NotYetValid { seconds: 1 })
        );
        assert_eq!(check(Policy::new().leeway(60), 60, 100), Ok(()));
        assert_eq!(
            check(Policy::new().leeway(60), 61, 100),
            Err(VerifyError::NotYetValid { seconds: 61 })
        );
    }

    #[test]
    fn a_token_that_ends_before_it_begins_is_never_valid() {
        assert_eq!(check(Policy::new().leeway(60), 0, -1), Err(VerifyError::NeverValid));
        assert_eq!(check(Policy::new().leeway(60), 0, 0), Ok(()));
    }

    #[test]
    fn the_lifetime_limit_is_exact_and_leeway_does_not_stretch_it() {
        let day = 86_400;
        assert_eq!(check(Policy::new(), 0, 30 * day), Ok(()));
        let over = VerifyError::LifetimeTooLong {
            seconds: 2_592_001,
            limit: 2_592_000,
        };
        assert_eq!(check(Policy::new(), 0, 30 * day + 1), Err(over));
        assert_eq!(check(Policy::new().leeway(60), 0, 30 * day + 1), Err(over));
    }

    #[test]
    fn times_at_the_edge_do_not_overflow() {
        let policy = Policy::new().leeway(u64::MAX);
        assert_eq!(policy.check(UnixSeconds::new(0), UnixSeconds::new(5), NOW), Ok(()));
        let end = UnixSeconds::new(u64::MAX);
        assert!(Policy::new().check(NOW, end, NOW).is_err());
    }
}
