mod read;

use core::fmt;

use http_endpoint::{Base, ParseBaseError};
use opentok_rest::{Credentials, LegacyPartner, LegacyToken, OpenTok, OpenTokAccount, Site, Vonage};

pub use read::ReadEnvironmentError;

/// Who is asking, and the service that knows them: the OpenTok environment, the unified one, or an address of your own.
///
/// Credentials of any kind are one, at the service that they are for. `Debug` and `Display` show no secret.
///
/// ```
/// use opentok_sdk::{Environment, rest, transport::Base};
///
/// let project = rest::OpenTok::new("45676632".parse()?, "1234567890abcdef1234567890abcdef12345678");
/// let emulator = Environment::from(project).at(Base::new("http://127.0.0.1:8181")?)?;
/// assert_eq!(emulator.credentials().owner(), Some("45676632"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Environment {
    pub(crate) credentials: Credentials,
    pub(crate) site: Site,
    /// How it was found: one sentence.
    found: Option<Box<str>>,
}

impl Environment {
    /// Sends everything to another base: an emulator, a proxy.
    ///
    /// # Errors
    ///
    /// [`ParseBaseError::TooLong`] if there is no room for the project's path.
    pub fn at(mut self, base: Base) -> Result<Self, ParseBaseError> {
        // A path that no call of a token's holder has.
        self.site = Site::new(base, self.credentials.owner().unwrap_or("-"))?;
        Ok(self)
    }

    /// Who is asking.
    pub const fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    /// Where calls go.
    pub const fn site(&self) -> &Site {
        &self.site
    }
}

/// One line for a log: the kind of credentials and, if they were read, because of what.
impl fmt::Display for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.found {
            Some(found) => f.pad(found),
            None => f.pad(self.credentials.dialect().as_str()),
        }
    }
}

impl From<Credentials> for Environment {
    fn from(credentials: Credentials) -> Self {
        Self {
            site: credentials.site(),
            credentials,
            found: None,
        }
    }
}

macro_rules! from {
    ($($kind:ident,)*) => {$(
        impl From<$kind> for Environment {
            fn from(credentials: $kind) -> Self {
                Credentials::from(credentials).into()
            }
        }
    )*};
}

from!(OpenTok, OpenTokAccount, Vonage, LegacyPartner, LegacyToken,);
