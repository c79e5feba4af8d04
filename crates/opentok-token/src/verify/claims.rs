use core::fmt;

use super::error::VerifyError;
use super::policy::Policy;
use crate::limits::{MAX_CONNECTION_DATA, MAX_LAYOUT_CLASSES};
use crate::role::Role;
use crate::session_id::SessionId;
use crate::time::UnixSeconds;

/// The forms a client token comes in.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "lowercase")
)]
#[non_exhaustive]
pub enum TokenKind {
    /// `T1==`, signed with HMAC-SHA1.
    T1,
    /// A JSON web token.
    Jwt,
    /// A literal test text that carries no proof; only where the caller asked for it.
    Test,
}

impl TokenKind {
    /// The kind in lower case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::T1 => "t1",
            Self::Jwt => "jwt",
            Self::Test => "test",
        }
    }
}

/// What a verified client token says. Made by a verifier alone, so whoever holds one holds the truth.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Claims<'s> {
    pub(crate) kind: TokenKind,
    pub(crate) issuer: &'s str,
    pub(crate) session: &'s str,
    pub(crate) role: Role,
    pub(crate) created: UnixSeconds,
    pub(crate) expires: UnixSeconds,
    pub(crate) nonce: Option<&'s str>,
    pub(crate) jwt_id: Option<&'s str>,
    pub(crate) data: Option<&'s str>,
    pub(crate) classes: Option<&'s str>,
}

impl<'s> Claims<'s> {
    /// The form the token came in.
    pub fn kind(&self) -> TokenKind {
        self.kind
    }

    /// The API key of the project, or the id of the application, that signed it.
    #[doc(alias = "partner_id")]
    pub fn issuer(&self) -> &'s str {
        self.issuer
    }

    /// The session it admits to.
    pub fn session(&self) -> SessionId {
        SessionId::from_checked(self.session)
    }

    /// What it lets its bearer do.
    pub fn role(&self) -> Role {
        self.role
    }

    /// When it was made.
    #[doc(alias = "create_time")]
    pub fn created(&self) -> UnixSeconds {
        self.created
    }

    /// When it ends: as it says, or 24 hours after it was made if it does not.
    #[doc(alias = "expire_time")]
    pub fn expires(&self) -> UnixSeconds {
        self.expires
    }

    /// The nonce as it was written: a number in some form, or any text. JWTs may have none.
    pub fn nonce(&self) -> Option<&'s str> {
        self.nonce
    }

    /// A JWT's own name (`jti`).
    pub fn jwt_id(&self) -> Option<&'s str> {
        self.jwt_id
    }

    /// The connection data, if there is any.
    #[doc(alias = "connection_data")]
    pub fn data(&self) -> Option<&'s str> {
        self.data
    }

    /// The layout classes the client's streams start with.
    #[doc(alias = "initial_layout_class_list")]
    pub fn layout_classes(&self) -> impl Iterator<Item = &'s str> + use<'s> {
        self.classes
            .unwrap_or_default()
            .split(' ')
            .filter(|class| !class.is_empty())
    }

    /// Makes sure that the token is for one session. A token for another session of the same project is
    /// sound in every other respect.
    ///
    /// # Errors
    ///
    /// [`VerifyError::SessionMismatch`] if it is for another one.
    pub fn require_session(&self, session: &SessionId) -> Result<(), VerifyError> {
        if self.session == session.as_str() {
            Ok(())
        } else {
            Err(VerifyError::SessionMismatch)
        }
    }

    /// Makes sure that the token has one role, as before every call that only a moderator may make.
    ///
    /// # Errors
    ///
    /// [`VerifyError::Role`] if it has another.
    pub fn require_role(&self, role: Role) -> Result<(), VerifyError> {
        if self.role == role {
            Ok(())
        } else {
            Err(VerifyError::Role)
        }
    }

    /// Makes sure that the token is used for the first time, as far as `guard` remembers.
    ///
    /// # Errors
    ///
    /// [`VerifyError::Replayed`] if the guard has seen it.
    pub fn require_first_use(&self, guard: &(impl ReplayGuard + ?Sized)) -> Result<(), VerifyError> {
        let first = guard.is_first_use(&TokenUse {
            session: self.session,
            created: self.created,
            expires: self.expires,
            nonce: self.jwt_id.or(self.nonce).unwrap_or_default(),
        });
        if first { Ok(()) } else { Err(VerifyError::Replayed) }
    }
}

/// Checks the times and lengths of a token whose signature is known to be right.
///
/// Before its claims are put together, because to read them back would have to wait until they are written.
pub(crate) fn check_bounds(
    policy: &Policy,
    now: UnixSeconds,
    (created, expires): (UnixSeconds, UnixSeconds),
    data: Option<&str>,
    classes: Option<&str>,
) -> Result<(), VerifyError> {
    policy.check(created, expires, now)?;
    if let Some(chars) = over(data, MAX_CONNECTION_DATA) {
        return Err(VerifyError::DataTooLong { chars });
    }
    if let Some(chars) = over(classes, MAX_LAYOUT_CLASSES) {
        return Err(VerifyError::LayoutClassesTooLong { chars });
    }
    Ok(())
}

/// Remembers tokens that were used, for services that admit each only once.
///
/// A guard has to remember a token until it ends, across every process that verifies, and must do the check
/// and the remembering in one step.
///
/// ```
/// use std::collections::HashSet;
/// use std::sync::Mutex;
/// use opentok_token::{ReplayGuard, TokenUse};
///
/// struct InMemory(Mutex<HashSet<String>>);
///
/// impl ReplayGuard for InMemory {
///     fn is_first_use(&self, token: &TokenUse<'_>) -> bool {
///         let name = format!("{} {} {}", token.session(), token.created(), token.nonce());
///         self.0.lock().is_ok_and(|mut seen| seen.insert(name))
///     }
/// }
/// ```
pub trait ReplayGuard {
    /// Remembers this use; `false` if the token was used before.
    fn is_first_use(&self, token: &TokenUse<'_>) -> bool;
}

/// What tells one token from another.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct TokenUse<'a> {
    session: &'a str,
    created: UnixSeconds,
    expires: UnixSeconds,
    nonce: &'a str,
}

impl TokenUse<'_> {
    /// The id of the session.
    pub fn session(&self) -> &str {
        self.session
    }

    /// When the token was made.
    pub fn created(&self) -> UnixSeconds {
        self.created
    }

    /// When the token ends; it need not be remembered any longer.
    pub fn expires(&self) -> UnixSeconds {
        self.expires
    }

    /// The token's own name: a JWT's `jti` if it has one, else the nonce.
    pub fn nonce(&self) -> &str {
        self.nonce
    }
}

impl fmt::Display for TokenKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Claims<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        struct List<'s>(Option<&'s str>);

        impl serde::Serialize for List<'_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_seq(self.0.unwrap_or_default().split(' ').filter(|class| !class.is_empty()))
            }
        }

        let mut fields = serializer.serialize_struct("Claims", 10)?;
        fields.serialize_field("kind", &self.kind)?;
        fields.serialize_field("issuer", self.issuer)?;
        fields.serialize_field("session_id", self.session)?;
        fields.serialize_field("role", &self.role)?;
        fields.serialize_field("create_time", &self.created)?;
        fields.serialize_field("expire_time", &self.expires)?;
        fields.serialize_field("nonce", &self.nonce)?;
        fields.serialize_field("jti", &self.jwt_id)?;
        fields.serialize_field("connection_data", &self.data)?;
        fields.serialize_field("initial_layout_class_list", &List(self.classes))?;
        fields.end()
    }
}

/// The length in characters, if it is over `limit`.
fn over(text: Option<&str>, limit: usize) -> Option<usize> {
    let text = text.filter(|text| text.len() > limit)?;
    Some(text.chars().count()).filter(|chars| *chars > limit)
}
