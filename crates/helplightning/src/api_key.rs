use core::{error::Error, fmt, str::FromStr};

use http::HeaderValue;
use zeroize::Zeroizing;

/// The key that names an application to the service: goes with every call. Zeroed on drop, shown by no `Debug`.
#[derive(Clone)]
pub struct ApiKey(Zeroizing<String>);

/// Why a text is no [`ApiKey`]. It shows nothing of the text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ParseApiKeyError {
    /// A character that a header cannot hold, or a space, at this byte.
    Character {
        /// From zero.
        at: usize,
    },
    /// Nothing at all.
    Empty,
    /// Longer than [`ApiKey::MAX_LEN`] bytes.
    TooLong {
        /// The length in bytes.
        len: usize,
    },
}

impl ApiKey {
    /// The longest key, in bytes.
    pub const MAX_LEN: usize = 1024;

    /// Takes the key as the service hands it out: printable ASCII without spaces.
    ///
    /// # Errors
    ///
    /// As [`ParseApiKeyError`] says, by variant.
    pub fn new(key: &str) -> Result<Self, ParseApiKeyError> {
        if key.is_empty() {
            return Err(ParseApiKeyError::Empty);
        }
        if key.len() > Self::MAX_LEN {
            return Err(ParseApiKeyError::TooLong { len: key.len() });
        }
        match key.bytes().position(|byte| !byte.is_ascii_graphic()) {
            Some(at) => Err(ParseApiKeyError::Character { at }),
            None => Ok(Self(Zeroizing::new(key.to_owned()))),
        }
    }

    /// The key itself. Search for this name to audit every use.
    pub fn expose(&self) -> &str {
        &self.0
    }

    pub(crate) fn header(&self) -> HeaderValue {
        let mut value = HeaderValue::from_str(&self.0).expect("a key is printable ASCII");
        value.set_sensitive(true);
        value
    }
}

impl FromStr for ApiKey {
    type Err = ParseApiKeyError;

    fn from_str(text: &str) -> Result<Self, ParseApiKeyError> {
        Self::new(text)
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(..)")
    }
}

impl fmt::Display for ParseApiKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Character { at } => write!(f, "API key has an illegal character at byte {at}"),
            Self::Empty => f.write_str("API key is empty"),
            Self::TooLong { len } => write!(f, "API key is {len} bytes; the limit is {}", ApiKey::MAX_LEN),
        }
    }
}

impl Error for ParseApiKeyError {}
