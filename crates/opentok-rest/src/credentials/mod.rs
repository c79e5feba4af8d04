//! Who is asking, and how a request says so.

mod authorize;
mod jwt;
mod legacy;
mod opentok;
mod pairs;
mod vonage;

use core::fmt;

pub use authorize::AuthorizeError;
pub use jwt::LifetimeError;
pub use legacy::{LegacyPartner, LegacyToken};
pub use opentok::{OpenTok, OpenTokAccount};
pub use pairs::{Chosen, FromPairsError};
pub use vonage::{SharedKey, Vonage};

use crate::Site;

/// Who is asking. Each kind is a type of its own; none shows its secret.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Credentials {
    /// A project of the OpenTok environment.
    OpenTok(OpenTok),
    /// An account of the OpenTok environment: makes and deletes projects, nothing else.
    OpenTokAccount(OpenTokAccount),
    /// An application of the Vonage unified environment.
    Vonage(Vonage),
    /// A project that sends its secret in plain, as was done until 2017. Never chosen unless asked for.
    LegacyPartner(LegacyPartner),
    /// A moderator's client token, for archives of 2011 to 2014.
    LegacyToken(LegacyToken),
}

/// The kind of [`Credentials`].
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Dialect {
    /// [`OpenTok`].
    OpenTok,
    /// [`OpenTokAccount`].
    OpenTokAccount,
    /// [`Vonage`].
    Vonage,
    /// [`LegacyPartner`].
    LegacyPartner,
    /// [`LegacyToken`].
    LegacyToken,
}

impl Credentials {
    /// Their kind.
    pub const fn dialect(&self) -> Dialect {
        match self {
            Self::OpenTok(_) => Dialect::OpenTok,
            Self::OpenTokAccount(_) => Dialect::OpenTokAccount,
            Self::Vonage(_) => Dialect::Vonage,
            Self::LegacyPartner(_) => Dialect::LegacyPartner,
            Self::LegacyToken(_) => Dialect::LegacyToken,
        }
    }

    /// The API key or the application's id: the owner of sessions, archives and the rest. A token names none.
    pub fn owner(&self) -> Option<&str> {
        match self {
            Self::OpenTok(project) => Some(project.key().as_str()),
            Self::OpenTokAccount(account) => Some(account.key().as_str()),
            Self::Vonage(application) => Some(application.id().as_str()),
            Self::LegacyPartner(project) => Some(project.key().as_str()),
            Self::LegacyToken(_) => None,
        }
    }

    /// Where the service lives that knows these credentials.
    pub fn site(&self) -> Site {
        // A path that no call of a token's holder has.
        let owner = self.owner().unwrap_or("-");
        match self {
            Self::Vonage(_) => Site::unified(owner),
            _ => Site::opentok(owner),
        }
    }
}

impl Dialect {
    /// For people: `OpenTok project`, `Vonage application` and so on.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OpenTok => "OpenTok project",
            Self::OpenTokAccount => "OpenTok account",
            Self::Vonage => "Vonage application",
            Self::LegacyPartner => "legacy partner",
            Self::LegacyToken => "legacy token",
        }
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

macro_rules! from {
    ($($kind:ident,)*) => {$(
        impl From<$kind> for Credentials {
            fn from(credentials: $kind) -> Self {
                Self::$kind(credentials)
            }
        }
    )*};
}

from!(OpenTok, OpenTokAccount, Vonage, LegacyPartner, LegacyToken,);
