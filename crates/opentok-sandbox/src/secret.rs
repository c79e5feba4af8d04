use core::fmt;

/// A text that nobody is shown: `Debug` leaves it out.
#[derive(Clone)]
pub(crate) struct Secret(Box<str>);

impl Secret {
    /// The text itself. Search for this name to audit every use.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl<T: Into<Box<str>>> From<T> for Secret {
    fn from(secret: T) -> Self {
        Self(secret.into())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}
