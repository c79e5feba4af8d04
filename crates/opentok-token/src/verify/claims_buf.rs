use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

use super::claims::{Claims, ReplayGuard, TokenKind};
use super::error::VerifyError;
use crate::role::Role;
use crate::session_id::SessionId;
use crate::time::UnixSeconds;

/// [`Claims`] that own their text, in one allocation. The methods are the same.
#[derive(Clone, Eq, PartialEq)]
pub struct ClaimsBuf {
    kind: TokenKind,
    session: Span,
    role: Role,
    created: UnixSeconds,
    expires: UnixSeconds,
    text: Box<str>,
    issuer: Span,
    nonce: Option<Span>,
    jwt_id: Option<Span>,
    data: Option<Span>,
    classes: Option<Span>,
}

/// Where a piece of text stands in the whole.
#[derive(Clone, Copy, Eq, PartialEq)]
struct Span {
    from: usize,
    to: usize,
}

impl ClaimsBuf {
    /// The claims, borrowed.
    pub fn as_claims(&self) -> Claims<'_> {
        Claims {
            kind: self.kind,
            issuer: self.piece(self.issuer),
            session: self.piece(self.session),
            role: self.role,
            created: self.created,
            expires: self.expires,
            nonce: self.nonce.map(|span| self.piece(span)),
            jwt_id: self.jwt_id.map(|span| self.piece(span)),
            data: self.data.map(|span| self.piece(span)),
            classes: self.classes.map(|span| self.piece(span)),
        }
    }

    /// The form the token came in.
    pub fn kind(&self) -> TokenKind {
        self.kind
    }

    /// The API key of the project, or the id of the application, that signed it.
    pub fn issuer(&self) -> &str {
        self.piece(self.issuer)
    }

    /// The session it admits to.
    pub fn session(&self) -> SessionId {
        SessionId::from_checked(self.piece(self.session))
    }

    /// What it lets its bearer do.
    pub fn role(&self) -> Role {
        self.role
    }

    /// When it was made.
    pub fn created(&self) -> UnixSeconds {
        self.created
    }

    /// When it ends: as it says, or 24 hours after it was made if it does not.
    pub fn expires(&self) -> UnixSeconds {
        self.expires
    }

    /// The nonce as it was written. JWTs may have none.
    pub fn nonce(&self) -> Option<&str> {
        self.nonce.map(|span| self.piece(span))
    }

    /// A JWT's own name (`jti`).
    pub fn jwt_id(&self) -> Option<&str> {
        self.jwt_id.map(|span| self.piece(span))
    }

    /// The connection data, if there is any.
    pub fn data(&self) -> Option<&str> {
        self.data.map(|span| self.piece(span))
    }

    /// The layout classes the client's streams start with.
    pub fn layout_classes(&self) -> impl Iterator<Item = &str> {
        self.as_claims().layout_classes()
    }

    /// As [`Claims::require_session`].
    ///
    /// # Errors
    ///
    /// [`VerifyError::SessionMismatch`] if the token is for another session.
    pub fn require_session(&self, session: &SessionId) -> Result<(), VerifyError> {
        self.as_claims().require_session(session)
    }

    /// As [`Claims::require_role`].
    ///
    /// # Errors
    ///
    /// [`VerifyError::Role`] if the token has another role.
    pub fn require_role(&self, role: Role) -> Result<(), VerifyError> {
        self.as_claims().require_role(role)
    }

    /// As [`Claims::require_first_use`].
    ///
    /// # Errors
    ///
    /// [`VerifyError::Replayed`] if the guard has seen the token.
    pub fn require_first_use(&self, guard: &(impl ReplayGuard + ?Sized)) -> Result<(), VerifyError> {
        self.as_claims().require_first_use(guard)
    }

    fn piece(&self, span: Span) -> &str {
        self.text.get(span.from..span.to).unwrap_or_default()
    }
}

impl From<Claims<'_>> for ClaimsBuf {
    fn from(claims: Claims<'_>) -> Self {
        let pieces = [
            Some(claims.session),
            Some(claims.issuer),
            claims.nonce,
            claims.jwt_id,
            claims.data,
            claims.classes,
        ];
        let mut text = String::with_capacity(pieces.iter().flatten().map(|piece| piece.len()).sum());
        let mut add = |piece: &str| {
            let from = text.len();
            text.push_str(piece);
            Span { from, to: text.len() }
        };
        Self {
            kind: claims.kind,
            session: add(claims.session),
            role: claims.role,
            created: claims.created,
            expires: claims.expires,
            issuer: add(claims.issuer),
            nonce: claims.nonce.map(&mut add),
            jwt_id: claims.jwt_id.map(&mut add),
            data: claims.data.map(&mut add),
            classes: claims.classes.map(&mut add),
            text: text.into_boxed_str(),
        }
    }
}

impl fmt::Debug for ClaimsBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_claims().fmt(f)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for ClaimsBuf {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_claims().serialize(serializer)
    }
}
