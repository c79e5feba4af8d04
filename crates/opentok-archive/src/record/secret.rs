use core::fmt;

use serde::{Deserialize, Serialize};

/// The address of an archive's media, good for ten minutes to whoever has it.
///
/// `Debug` leaves out the query, where the signature is.
#[derive(Clone, Deserialize, Eq, PartialEq, Serialize)]
#[serde(transparent)]
pub struct SignedUrl(String);

/// The password of an archive. Empty wherever it has been seen.
#[derive(Clone, Deserialize, Eq, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Password(String);

impl SignedUrl {
    /// Takes an address as the service gives it.
    pub fn new(url: impl Into<String>) -> Self {
        Self(url.into())
    }

    /// The whole address. Do not log it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Password {
    /// Takes a password.
    pub fn new(password: impl Into<String>) -> Self {
        Self(password.into())
    }

    /// The password itself. Search for this name to audit every use.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SignedUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let open = self.0.split(['?', '#']).next().unwrap_or_default();
        // The user part of an address can hold a password.
        match open.split_once("://") {
            Some((scheme, rest)) => {
                let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                let host = host.rsplit('@').next().unwrap_or_default();
                write!(f, "SignedUrl({scheme}://{host}{path})")
            }
            None => f.write_str("SignedUrl(..)"),
        }
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_secret() {
        let url = SignedUrl::new("https://user:word@storage.example.net/100200/archive.mp4?Signature=abc#frag");
        assert_eq!(
            format!("{url:?}"),
            "SignedUrl(https://storage.example.net/100200/archive.mp4)"
        );
        assert_eq!(format!("{:?}", SignedUrl::new("abc?d")), "SignedUrl(..)");
        assert_eq!(format!("{:?}", Password::new("hunter2")), "Password(..)");
    }
}
