use core::{error::Error, fmt};

use http::HeaderValue;

/// What a client calls itself: `opentok-rust/<version>`, and an addendum if there is one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UserAgent(HeaderValue);

/// A text cannot be part of a header, or is longer than [`UserAgent::MAX_ADDENDUM`] bytes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct ParseUserAgentError;

impl UserAgent {
    /// The longest addendum, in bytes.
    pub const MAX_ADDENDUM: usize = 256;

    /// Without an addendum.
    pub const fn new() -> Self {
        Self(HeaderValue::from_static(concat!(
            "opentok-rust/",
            env!("CARGO_PKG_VERSION")
        )))
    }

    /// With the name of the program that uses this crate, as in `my-service/1.2`.
    ///
    /// # Errors
    ///
    /// [`ParseUserAgentError`] if it is longer than [`MAX_ADDENDUM`](Self::MAX_ADDENDUM) bytes, or is not printable ASCII.
    pub fn with_addendum(addendum: &str) -> Result<Self, ParseUserAgentError> {
        let printable = addendum.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        if addendum.len() > Self::MAX_ADDENDUM || !printable {
            return Err(ParseUserAgentError);
        }
        let text = format!("opentok-rust/{} {addendum}", env!("CARGO_PKG_VERSION"));
        HeaderValue::try_from(text.trim_end())
            .map(Self)
            .map_err(|_| ParseUserAgentError)
    }

    pub(crate) fn header(&self) -> HeaderValue {
        self.0.clone()
    }
}

impl Default for UserAgent {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Display for ParseUserAgentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "addendum is not printable ASCII of at most {} bytes",
            UserAgent::MAX_ADDENDUM
        )
    }
}

impl Error for ParseUserAgentError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_addendum_follows_name_and_version() {
        let version = env!("CARGO_PKG_VERSION");
        let agent = UserAgent::with_addendum("my-service/1.2").unwrap();
        assert_eq!(agent.0, format!("opentok-rust/{version} my-service/1.2"));
        assert_eq!(UserAgent::with_addendum("").unwrap(), UserAgent::new());
        for text in ["a\nb", "é", &"a".repeat(257)] {
            assert_eq!(UserAgent::with_addendum(text), Err(ParseUserAgentError), "{text}");
        }
        assert!(UserAgent::with_addendum(&"a".repeat(256)).is_ok());
    }
}
