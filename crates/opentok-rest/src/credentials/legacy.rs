use core::fmt;

use opentok_token::ApiKey;
use zeroize::Zeroizing;

/// A project that sends its secret with each request (`X-TB-PARTNER-AUTH`), as was done until 2017.
///
/// The secret is wiped when dropped.
#[derive(Clone)]
pub struct LegacyPartner {
    key: ApiKey,
    pair: Zeroizing<String>,
}

/// A moderator's client token that requests carry (`X-TB-TOKEN-AUTH`), for archives of 2011 to 2014.
///
/// The token is wiped when dropped.
#[derive(Clone)]
pub struct LegacyToken(Zeroizing<String>);

impl LegacyPartner {
    /// Takes a project's credentials. The secret is used exactly as given: no white space is taken away.
    pub fn new(key: ApiKey, secret: &str) -> Self {
        Self {
            key,
            pair: Zeroizing::new(format!("{key}:{secret}")),
        }
    }

    /// The project's key.
    pub const fn key(&self) -> &ApiKey {
        &self.key
    }

    pub(super) fn pair(&self) -> &str {
        &self.pair
    }
}

impl LegacyToken {
    /// Takes a token of the project that made the archive, with the role of a moderator.
    pub fn new(token: &str) -> Self {
        Self(Zeroizing::new(token.into()))
    }

    pub(super) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for LegacyPartner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LegacyPartner")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for LegacyToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LegacyToken(..)")
    }
}
