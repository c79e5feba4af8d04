use core::fmt;
use core::str::FromStr;

use crate::api_key::ApiKey;
use crate::inline::{InlineStr, impl_text};

mod digit;
mod owner;
mod payload;

pub(crate) use owner::OwnerFront;
pub use payload::{SessionCreated, SessionPayload};

/// The name of a session as the service hands it out: a digit, `_`, then base64 that tells whose session it is.
///
/// At most [`MAX_LEN`](Self::MAX_LEN) bytes, held in place. A session id carries no signature: anyone can
/// write one. That it names a project is a check against mix-ups, never a permission. It grants nothing
/// without a token and may be logged.
///
/// ```
/// use opentok_token::SessionId;
///
/// let id: SessionId = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse()?;
/// assert!(id.belongs_to(&"45676632".parse()?));
/// assert!(!id.belongs_to(&"456766".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Wire: [session ids](crate::wire).
#[doc(alias = "sessionId")]
#[doc(alias = "session_id")]
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct SessionId(InlineStr<{ Self::MAX_LEN }>);

impl SessionId {
    /// The longest session id, in bytes.
    pub const MAX_LEN: usize = 255;

    /// Reads an id and makes sure it belongs to `key`.
    ///
    /// # Errors
    ///
    /// [`SessionIdError::OtherProject`] if it is well-formed and belongs to another project; otherwise as
    /// [`from_str`](Self::from_str).
    pub fn parse_for(text: &str, key: &ApiKey) -> Result<Self, SessionIdError> {
        check(text, Some(key))?;
        Ok(Self::from_checked(text))
    }

    /// Takes a text that [`check`] found right.
    pub(crate) fn from_checked(text: &str) -> Self {
        Self(InlineStr::new(text.as_bytes()).expect("checked to be short and ASCII"))
    }

    /// The id as it travels.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether the id says it belongs to `key`: the second field of its payload, compared as text.
    pub fn belongs_to(&self, key: &ApiKey) -> bool {
        self.payload().owner() == key.as_str()
    }

    /// What the id says about its session.
    pub fn payload(&self) -> SessionPayload {
        let mut decoded = [0; payload::MAX_LEN];
        let len = payload::decode(&self.0.as_bytes()[2..], &mut decoded).map_or(0, <[u8]>::len);
        SessionPayload::new(&decoded[..len])
    }

    /// The digit before the underscore. It is taken for a pod number and carries no meaning here.
    pub fn prefix(&self) -> char {
        char::from(self.0.as_bytes()[0])
    }

    /// Whether the payload is of version 1, as all that the service is known to have made.
    pub(crate) fn is_of_version_1(&self) -> bool {
        self.payload().fields().next() == Some("1")
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl FromStr for SessionId {
    type Err = SessionIdError;

    fn from_str(text: &str) -> Result<Self, SessionIdError> {
        check(text, None)?;
        Ok(Self::from_checked(text))
    }
}

impl_text!(SessionId, SessionIdError);

/// Why a text is not a [`SessionId`], or not one of the expected project.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum SessionIdError {
    /// Nothing there.
    Empty,
    /// What follows the prefix is not URL-safe base64, or not of UTF-8 text.
    Encoding,
    /// Fewer than four `~`-separated fields, or an empty owner.
    Fields,
    /// Well-formed, but of another project.
    OtherProject,
    /// It does not begin with a digit and `_`.
    Prefix,
    /// Longer than [`SessionId::MAX_LEN`].
    TooLong {
        /// Length in bytes.
        len: usize,
    },
    /// Its payload is of a version that is neither 1 nor the digit before the underscore.
    Version,
}

impl SessionIdError {
    /// The sentence with which the first SDKs refused such an id, for programs that show or compare it.
    pub const fn legacy_message(&self) -> &'static str {
        match self {
            Self::Empty => "Null or empty session ID are not valid",
            _ => "An invalid session ID was passed",
        }
    }

    /// The error as one word for machines.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OtherProject => "partner_mismatch",
            Self::TooLong { .. } => "too_long",
            Self::Version => "unknown_version",
            _ => "malformed",
        }
    }
}

impl fmt::Display for SessionIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("session id is empty"),
            Self::Encoding => f.write_str("session id is not base64 of text behind its prefix"),
            Self::Fields => f.write_str("session id lacks fields or names no owner"),
            Self::OtherProject => f.write_str("session id belongs to another project"),
            Self::Prefix => f.write_str("session id does not begin with a digit and `_`"),
            Self::TooLong { len } => write!(f, "session id is {len} bytes; the limit is {}", SessionId::MAX_LEN),
            Self::Version => f.write_str("session id is of an unknown version"),
        }
    }
}

impl core::error::Error for SessionIdError {}

/// Makes sure that `text` is a session id, and of the key's project if one is given.
pub(crate) fn check(text: &str, key: Option<&ApiKey>) -> Result<(), SessionIdError> {
    let bytes = text.as_bytes();
    let (prefix, body) = match bytes {
        [] => return Err(SessionIdError::Empty),
        [prefix @ b'0'..=b'9', b'_', body @ ..] => (*prefix, body),
        _ => return Err(SessionIdError::Prefix),
    };
    if bytes.len() > SessionId::MAX_LEN {
        return Err(SessionIdError::TooLong { len: bytes.len() });
    }
    let mut decoded = [0; payload::MAX_LEN];
    let decoded = payload::decode(body, &mut decoded).ok_or(SessionIdError::Encoding)?;
    payload::check(decoded, prefix, key.map(ApiKey::as_bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5";

    #[test]
    fn the_owner_is_the_whole_second_field() {
        let id: SessionId = ID.parse().unwrap();
        assert!(id.belongs_to(&"45676632".parse().unwrap()));
        for key in ["4567663", "5676632", "456766320", "1", "1481676632", "045676632"] {
            assert!(!id.belongs_to(&key.parse().unwrap()), "{key}");
        }
        assert_eq!(
            SessionId::parse_for(ID, &"1".parse().unwrap()),
            Err(SessionIdError::OtherProject)
        );
    }

    #[test]
    fn the_messages_of_the_first_sdks_are_kept() {
        assert_eq!(
            "".parse::<SessionId>().unwrap_err().legacy_message(),
            "Null or empty session ID are not valid"
        );
        for text in ["1234", "mysession", "1abc70a34d069d2e6a1e565f3958b5250b435e32"] {
            assert_eq!(
                text.parse::<SessionId>().unwrap_err().legacy_message(),
                "An invalid session ID was passed"
            );
        }
    }

    #[test]
    fn the_length_limit_is_exact() {
        let mut text = [b'A'; 256];
        text[..20].copy_from_slice(b"1_MX4xMjM0NTZ-fjF-An");
        text[254..].copy_from_slice(b"==");
        let at_limit = core::str::from_utf8(&text[..255]).unwrap();
        let past = core::str::from_utf8(&text).unwrap();
        assert_eq!(at_limit.parse::<SessionId>().map(|id| id.as_str().len()), Ok(255));
        assert_eq!(past.parse::<SessionId>(), Err(SessionIdError::TooLong { len: 256 }));
    }

    #[test]
    fn a_version_is_1_or_the_digit_in_front() {
        // `2~12345678~~1700000000000~stub000001~P~`, as stand-ins of the service make ids.
        let text = "2_Mn4xMjM0NTY3OH5-MTcwMDAwMDAwMDAwMH5zdHViMDAwMDAxflB-";
        let key = "12345678".parse().unwrap();
        let id = SessionId::parse_for(text, &key).unwrap();
        assert!(id.belongs_to(&key));
        let other = SessionId::parse_for(text, &"87654321".parse().unwrap());
        assert_eq!(other, Err(SessionIdError::OtherProject));
        assert_eq!(
            text.replacen('2', "1", 1).parse::<SessionId>(),
            Err(SessionIdError::Version)
        );
    }

    #[test]
    fn a_payload_can_be_read() {
        let payload = ID.parse::<SessionId>().unwrap().payload();
        assert_eq!(payload.owner(), "45676632");
        assert_eq!(payload.location(), "");
        assert_eq!(payload.created(), SessionCreated::Seconds(1_481_676_632));
    }
}
