use core::fmt;

/// The project's secret, borrowed from wherever the caller keeps it.
///
/// It is used exactly as given: a line break left over from a file is part of the secret and makes every
/// signature wrong. [`trimmed`](Self::trimmed) removes white space when that is what happened.
/// Shown by nothing; [`expose`](Self::expose) is the one way to the text.
///
/// ```
/// use opentok_token::ApiSecret;
///
/// let secret = ApiSecret::trimmed("1234567890abcdef1234567890abcdef12345678\n");
/// assert_eq!(format!("{secret:?}"), "ApiSecret(..)");
/// ```
#[derive(Clone, Copy)]
pub struct ApiSecret<'a>(&'a str);

impl<'a> ApiSecret<'a> {
    /// Takes the secret exactly as given.
    pub const fn new(secret: &'a str) -> Self {
        Self(secret)
    }

    /// Takes the secret without white space at either end.
    pub fn trimmed(secret: &'a str) -> Self {
        Self(secret.trim())
    }

    /// The secret itself. Search for this name to audit every use.
    pub const fn expose(&self) -> &'a str {
        self.0
    }
}

impl fmt::Debug for ApiSecret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiSecret(..)")
    }
}
