use core::fmt;
use core::str::FromStr;

use crate::inline::{InlineStr, impl_text};

/// The public name of an OpenTok project, for example `46720272`. Called partner id in tokens.
///
/// 1 to [`MAX_LEN`](Self::MAX_LEN) letters, digits, `-` or `_`; compared as text, so `0123` is not `123`.
/// It grants nothing and may be logged.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ApiKey(InlineStr<{ Self::MAX_LEN }>);

impl ApiKey {
    /// The longest key accepted, in bytes. Keys in use have 6 to 8 digits.
    pub const MAX_LEN: usize = 64;

    /// The key as it travels.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl FromStr for ApiKey {
    type Err = ParseApiKeyError;

    fn from_str(text: &str) -> Result<Self, ParseApiKeyError> {
        if text.is_empty() {
            return Err(ParseApiKeyError::Empty);
        }
        if let Some(at) = text.bytes().position(|byte| !is_key_byte(byte)) {
            return Err(ParseApiKeyError::Character { at });
        }
        InlineStr::new(text.as_bytes())
            .map(Self)
            .ok_or(ParseApiKeyError::TooLong { len: text.len() })
    }
}

impl_text!(ApiKey, ParseApiKeyError);

/// The name of a Vonage application: a UUID in lower or upper case, kept as given.
///
/// It stands where the API key stands in the older environment: in JWT claims and inside session ids.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ApplicationId(InlineStr<36>);

impl ApplicationId {
    /// The id as it travels.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl FromStr for ApplicationId {
    type Err = ParseApplicationIdError;

    fn from_str(text: &str) -> Result<Self, ParseApplicationIdError> {
        if !is_uuid(text.as_bytes()) {
            return Err(ParseApplicationIdError);
        }
        InlineStr::new(text.as_bytes()).map(Self).ok_or(ParseApplicationIdError)
    }
}

impl_text!(ApplicationId, ParseApplicationIdError);

/// Why a text is not an [`ApiKey`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ParseApiKeyError {
    /// A character other than letters, digits, `-` and `_`, at this byte.
    Character {
        /// Offset in bytes.
        at: usize,
    },
    /// Nothing there.
    Empty,
    /// Longer than [`ApiKey::MAX_LEN`].
    TooLong {
        /// Length in bytes.
        len: usize,
    },
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

impl core::error::Error for ParseApiKeyError {}

/// A text is not an [`ApplicationId`]: it is not 32 hex digits in groups of 8-4-4-4-12.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct ParseApplicationIdError;

impl fmt::Display for ParseApplicationIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("application id is not a UUID")
    }
}

impl core::error::Error for ParseApplicationIdError {}

pub(crate) fn is_uuid(text: &[u8]) -> bool {
    text.len() == 36
        && text.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn is_key_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_text_not_a_number() {
        let key: ApiKey = "0123456".parse().unwrap();
        assert_eq!(key.as_str(), "0123456");
        assert_ne!(key, "123456".parse().unwrap());
    }

    #[test]
    fn the_length_limit_is_exact() {
        let at_limit = [b'7'; ApiKey::MAX_LEN];
        let past = [b'7'; ApiKey::MAX_LEN + 1];
        assert!(core::str::from_utf8(&at_limit).unwrap().parse::<ApiKey>().is_ok());
        assert_eq!(
            core::str::from_utf8(&past).unwrap().parse::<ApiKey>(),
            Err(ParseApiKeyError::TooLong {
                len: ApiKey::MAX_LEN + 1
            })
        );
    }

    #[test]
    fn separators_of_the_formats_are_refused() {
        for text in ["1~2", "1&2", "1=2", "1:2", "1%2", "1+2", "1 ", " 1", "1\n", "é"] {
            assert!(
                matches!(text.parse::<ApiKey>(), Err(ParseApiKeyError::Character { .. })),
                "{text:?}"
            );
        }
        assert_eq!("".parse::<ApiKey>(), Err(ParseApiKeyError::Empty));
    }

    #[test]
    fn an_application_id_is_a_uuid() {
        assert!("316039c3-a464-455f-85e1-4de116eb78f6".parse::<ApplicationId>().is_ok());
        for text in [
            "",
            "46720272",
            "316039c3a464455f85e14de116eb78f6",
            "316039c3-a464-455f-85e1-4de116eb78fg",
        ] {
            assert_eq!(text.parse::<ApplicationId>(), Err(ParseApplicationIdError), "{text:?}");
        }
    }
}
