use alloc::string::String;
use core::fmt;

use zeroize::Zeroizing;

/// A minted token. Whoever holds its text can use it, so it is shown by nothing and wiped when dropped;
/// [`expose`](Self::expose) and [`into_string`](Self::into_string) are the ways to the text.
#[derive(Clone)]
pub struct Token(Zeroizing<String>);

impl Token {
    pub(crate) fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The token itself. Search for this name to audit every use.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The token itself, no longer wiped when dropped.
    pub fn into_string(mut self) -> String {
        core::mem::take(&mut *self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}
