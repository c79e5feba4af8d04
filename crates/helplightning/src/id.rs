use core::{error::Error, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, de};

/// The number of an enterprise ("site"): digits, leading zeros kept.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct SiteId(Box<str>);

/// The number of a user.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct UserId(u64);

/// The name of a session: letters, digits and hyphens. A UUID, wherever one was seen.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct SessionId(Box<str>);

/// Why a text is no id.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ParseIdError {
    /// A character that such an id does not have, at this byte.
    Character {
        /// From zero.
        at: usize,
    },
    /// Nothing at all.
    Empty,
    /// More characters, or a greater number, than such an id has.
    TooLong {
        /// The length in bytes.
        len: usize,
    },
}

impl SiteId {
    /// The longest site id, in digits.
    pub const MAX_LEN: usize = 20;

    /// The id as it travels on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SiteId {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        check(text, Self::MAX_LEN, |byte| byte.is_ascii_digit()).map(|()| Self(text.into()))
    }
}

impl fmt::Display for SiteId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl UserId {
    /// Takes a number.
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// The number.
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl FromStr for UserId {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        let longest = 20;
        check(text, longest, |byte| byte.is_ascii_digit())?;
        text.parse()
            .map(Self)
            .map_err(|_| ParseIdError::TooLong { len: text.len() })
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl SessionId {
    /// The longest session id, in bytes.
    pub const MAX_LEN: usize = 64;

    /// The id as it travels on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SessionId {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        check(text, Self::MAX_LEN, |byte| byte.is_ascii_alphanumeric() || byte == b'-').map(|()| Self(text.into()))
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for SessionId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl fmt::Display for ParseIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Character { at } => write!(f, "id has an illegal character at byte {at}"),
            Self::Empty => f.write_str("id is empty"),
            Self::TooLong { len } => write!(f, "id of {len} bytes is too long"),
        }
    }
}

impl Error for ParseIdError {}

fn check(text: &str, max_len: usize, is_legal: impl Fn(u8) -> bool) -> Result<(), ParseIdError> {
    if text.is_empty() {
        return Err(ParseIdError::Empty);
    }
    if text.len() > max_len {
        return Err(ParseIdError::TooLong { len: text.len() });
    }
    match text.bytes().position(|byte| !is_legal(byte)) {
        Some(at) => Err(ParseIdError::Character { at }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_id_cannot_lead_elsewhere() {
        for text in ["../users", "a/b", "a%2fb", "a b", "ä", "a.b"] {
            assert!(
                matches!(text.parse::<SessionId>(), Err(ParseIdError::Character { .. })),
                "{text}"
            );
        }
        assert_eq!("".parse::<SessionId>(), Err(ParseIdError::Empty));
    }

    #[test]
    fn ids_end_at_their_limits() {
        assert!("a".repeat(SessionId::MAX_LEN).parse::<SessionId>().is_ok());
        assert_eq!(
            "a".repeat(SessionId::MAX_LEN + 1).parse::<SessionId>(),
            Err(ParseIdError::TooLong { len: 65 })
        );
        assert!("1".repeat(SiteId::MAX_LEN).parse::<SiteId>().is_ok());
        assert_eq!(
            "1".repeat(SiteId::MAX_LEN + 1).parse::<SiteId>(),
            Err(ParseIdError::TooLong { len: 21 })
        );
        assert_eq!(u64::MAX.to_string().parse(), Ok(UserId::new(u64::MAX)));
        assert_eq!(
            "18446744073709551616".parse::<UserId>(),
            Err(ParseIdError::TooLong { len: 20 })
        );
    }

    #[test]
    fn a_site_id_keeps_its_zeros() {
        assert_eq!("0000".parse::<SiteId>().unwrap().as_str(), "0000");
        assert_eq!("12a".parse::<SiteId>(), Err(ParseIdError::Character { at: 2 }));
    }
}
