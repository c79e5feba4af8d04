use core::{error::Error, fmt};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, header};
use opentok_token::{JwtId, SignError, UnixSeconds};

use super::{Credentials, Dialect, jwt};
use crate::Scope;

/// Why credentials cannot speak for a request.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum AuthorizeError {
    /// These credentials do not open calls of this scope.
    Scope {
        /// What the call needs.
        scope: Scope,
        /// What there is.
        dialect: Dialect,
    },
    /// The key would not sign.
    Sign(SignError),
    /// A legacy secret or token that no header can hold.
    Header,
}

impl Credentials {
    /// Adds the header that says who is asking, for a call of `scope`, made at `now`.
    ///
    /// Projects and applications get a fresh token, named `id`. The header is marked as sensitive.
    ///
    /// # Errors
    ///
    /// As [`AuthorizeError`] says, by variant.
    pub fn authorize(
        &self,
        request: &mut http::Request<Bytes>,
        scope: Scope,
        now: UnixSeconds,
        id: JwtId,
    ) -> Result<(), AuthorizeError> {
        let (name, mut value) = self.header(scope, now, id)?;
        value.set_sensitive(true);
        request.headers_mut().insert(name, value);
        Ok(())
    }

    fn header(&self, scope: Scope, now: UnixSeconds, id: JwtId) -> Result<(HeaderName, HeaderValue), AuthorizeError> {
        let header = |text: String| HeaderValue::try_from(text).map_err(|_| AuthorizeError::Header);
        let copied = |text: &str| HeaderValue::from_bytes(text.as_bytes()).map_err(|_| AuthorizeError::Header);
        match (self, scope) {
            (Self::OpenTok(project), Scope::Project | Scope::Service | Scope::Insights) => {
                let token = jwt::opentok(&project.pair, "project", now, id)?;
                Ok((X_OPENTOK_AUTH, header(token)?))
            }
            (Self::OpenTokAccount(account), Scope::Account) => {
                let token = jwt::opentok(&account.0, "account", now, id)?;
                Ok((X_OPENTOK_AUTH, header(token)?))
            }
            (Self::Vonage(application), Scope::Project | Scope::Service) => {
                let bearer = jwt::vonage(application, now, id)?;
                Ok((header::AUTHORIZATION, header(bearer)?))
            }
            (
                Self::LegacyPartner(project),
                Scope::Project | Scope::Service | Scope::LegacyPartner | Scope::LegacyToken,
            ) => Ok((X_TB_PARTNER_AUTH, copied(project.pair())?)),
            (Self::LegacyToken(token), Scope::LegacyToken) => Ok((X_TB_TOKEN_AUTH, copied(token.expose())?)),
            _ => Err(AuthorizeError::Scope {
                scope,
                dialect: self.dialect(),
            }),
        }
    }
}

impl fmt::Display for AuthorizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scope { scope, dialect } => {
                let needs = match scope {
                    Scope::Project | Scope::Service => "an OpenTok project or a Vonage application",
                    Scope::Account => "an OpenTok account",
                    Scope::Insights => "an OpenTok project",
                    Scope::LegacyPartner => "a legacy partner",
                    Scope::LegacyToken => "a legacy token or partner",
                };
                write!(f, "the call needs the credentials of {needs}, not of: {dialect}")
            }
            Self::Sign(_) => f.write_str("the request could not be signed"),
            Self::Header => f.write_str("the credentials do not fit into a header"),
        }
    }
}

impl Error for AuthorizeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Sign(error) => Some(error),
            Self::Scope { .. } | Self::Header => None,
        }
    }
}

const X_OPENTOK_AUTH: HeaderName = HeaderName::from_static("x-opentok-auth");
const X_TB_PARTNER_AUTH: HeaderName = HeaderName::from_static("x-tb-partner-auth");
const X_TB_TOKEN_AUTH: HeaderName = HeaderName::from_static("x-tb-token-auth");
