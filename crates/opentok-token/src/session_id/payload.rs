use memchr::memchr_iter;

use super::{SessionId, SessionIdError};
use crate::base64;

/// The longest payload, in bytes.
pub(super) const MAX_LEN: usize = base64::decoded_len(SessionId::MAX_LEN);

/// What a [`SessionId`] says: `~`-separated fields, most of them free text. Nothing of it is proven.
#[derive(Clone, Copy)]
pub struct SessionPayload {
    len: u8,
    bytes: [u8; MAX_LEN],
}

impl SessionPayload {
    pub(super) fn new(payload: &[u8]) -> Self {
        let mut bytes = [0; MAX_LEN];
        bytes[..payload.len()].copy_from_slice(payload);
        let len = u8::try_from(payload.len()).expect("a payload is shorter than its id");
        Self { len, bytes }
    }

    /// The whole payload.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.bytes[..usize::from(self.len)]).expect("checked when the id was read")
    }

    /// Every field, from the version on.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.as_str().split('~')
    }

    /// The project or application the session belongs to.
    #[doc(alias = "partner_id")]
    pub fn owner(&self) -> &str {
        self.field(1)
    }

    /// The location hint given when the session was made, usually empty or an IPv4 address.
    pub fn location(&self) -> &str {
        self.field(2)
    }

    /// When the session was made, as told by the id.
    pub fn created(&self) -> SessionCreated<'_> {
        let text = self.field(3);
        match text.parse() {
            Ok(number) if text.len() >= 11 && is_digits(text) => SessionCreated::Millis(number),
            Ok(number) if is_digits(text) => SessionCreated::Seconds(number),
            _ => SessionCreated::Text(text),
        }
    }

    /// The random part, where there is one.
    pub fn random(&self) -> Option<&str> {
        self.fields().nth(4)
    }

    fn field(&self, index: usize) -> &str {
        self.fields().nth(index).unwrap_or_default()
    }
}

impl core::fmt::Debug for SessionPayload {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("SessionPayload").field(&self.as_str()).finish()
    }
}

/// When a session was made, in the form its id tells it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum SessionCreated<'p> {
    /// Milliseconds since 1970: ids since about 2015.
    Millis(u64),
    /// Seconds since 1970.
    Seconds(u64),
    /// Anything else, such as `Mon Mar 17 01:48:55 PDT 2014` in ids of 2012 to 2014.
    Text(&'p str),
}

/// Refuses a payload that is not of version 1, too short, without owner, or of another owner than `expected`.
pub(super) fn check(payload: &[u8], expected: Option<&str>) -> Result<(), SessionIdError> {
    let mut tildes = memchr_iter(b'~', payload);
    let (Some(first), Some(second), Some(_)) = (tildes.next(), tildes.next(), tildes.next()) else {
        return Err(SessionIdError::Fields);
    };
    let owner = &payload[first + 1..second];
    if payload[..first] != *b"1" {
        return Err(SessionIdError::Version);
    }
    if owner.is_empty() {
        return Err(SessionIdError::Fields);
    }
    match expected {
        Some(expected) if owner != expected.as_bytes() => Err(SessionIdError::OtherProject),
        _ => Ok(()),
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
