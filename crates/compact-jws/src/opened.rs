use core::fmt;

use crate::json::Object;

/// Header and claims of a token whose signature has been checked.
///
/// [`UntrustedJws::verify`](crate::UntrustedJws::verify) is the only way to one. `Debug` shows no content.
#[derive(Clone, Copy)]
pub struct VerifiedJws<'s> {
    header: Object<'s>,
    claims: Object<'s>,
}

impl<'s> VerifiedJws<'s> {
    pub(crate) const fn new(header: Object<'s>, claims: Object<'s>) -> Self {
        Self { header, claims }
    }

    /// The header, signed with the rest.
    pub const fn header(&self) -> Object<'s> {
        self.header
    }

    /// The claims.
    pub const fn claims(&self) -> Object<'s> {
        self.claims
    }
}

impl fmt::Debug for VerifiedJws<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VerifiedJws(..)")
    }
}

/// Header and claims of a token that may have been made by anybody.
///
/// For diagnosis, and for finding the key to verify with. `Debug` shows no content.
#[derive(Clone, Copy)]
pub struct UnverifiedJws<'s> {
    header: Object<'s>,
    claims: Object<'s>,
}

impl<'s> UnverifiedJws<'s> {
    pub(crate) const fn new(header: Object<'s>, claims: Object<'s>) -> Self {
        Self { header, claims }
    }

    /// What the header says.
    pub const fn header(&self) -> Object<'s> {
        self.header
    }

    /// What the claims say.
    pub const fn claims(&self) -> Object<'s> {
        self.claims
    }
}

impl fmt::Debug for UnverifiedJws<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnverifiedJws(..)")
    }
}
