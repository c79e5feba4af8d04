use super::digit::without_low_bits;
use super::{SessionId, SessionIdError};
use crate::base64::{self, Alphabet};

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
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum SessionCreated<'p> {
    /// Milliseconds since 1970: ids since about 2015.
    Millis(u64),
    /// Seconds since 1970.
    Seconds(u64),
    /// Anything else, such as `Mon Mar 17 01:48:55 PDT 2014` in ids of 2012 to 2014.
    Text(&'p str),
}

/// Decodes what follows the prefix. Any padding at the end is ignored, and so are bits behind the last whole
/// byte: ids from documents of 2014 are cut short and leave some.
#[inline]
pub(super) fn decode<'o>(body: &[u8], out: &'o mut [u8; MAX_LEN]) -> Option<&'o [u8]> {
    let end = body.iter().rposition(|byte| *byte != b'=').map_or(0, |at| at + 1);
    let len = match base64::decode(Alphabet::UrlSafe, &body[..end], out) {
        Some(decoded) => decoded.len(),
        None => decode_cut_short(&body[..end], out)?,
    };
    let decoded = &out[..len];
    // With what is behind it, mostly zeros, to a round number of bytes; if that is not ASCII, it is looked at alone.
    let is_ascii = out[..len.next_multiple_of(64)].is_ascii();
    (is_ascii || core::str::from_utf8(decoded).is_ok()).then_some(decoded)
}

#[cold]
fn decode_cut_short(body: &[u8], out: &mut [u8]) -> Option<usize> {
    let mut text = [0; SessionId::MAX_LEN];
    let text = text.get_mut(..body.len())?;
    text.copy_from_slice(body);
    let last = text.last_mut()?;
    *last = match body.len() % 4 {
        2 => without_low_bits(*last, 4)?,
        3 => without_low_bits(*last, 2)?,
        _ => return None,
    };
    base64::decode(Alphabet::UrlSafe, text, out).map(<[u8]>::len)
}

/// Refuses a payload of a version other than 1 or the `prefix` of its id, too short, without owner, or of another owner
/// than `expected`.
pub(super) fn check(payload: &[u8], prefix: u8, expected: Option<&[u8]>) -> Result<(), SessionIdError> {
    match expected {
        Some(expected) if is_of(payload, expected) => Ok(()),
        _ => check_fields(payload, prefix, expected),
    }
}

/// Whether everything is right, told without looking for any separator but the third. No key holds a `~`.
fn is_of(payload: &[u8], owner: &[u8]) -> bool {
    let fields = payload.strip_prefix(b"1~").and_then(|rest| rest.strip_prefix(owner));
    !owner.is_empty()
        && match fields {
            // Without a location, as most.
            Some([b'~', b'~', ..]) => true,
            Some([b'~', rest @ ..]) => rest.contains(&b'~'),
            _ => false,
        }
}

fn check_fields(payload: &[u8], prefix: u8, expected: Option<&[u8]>) -> Result<(), SessionIdError> {
    let mut fields = payload.splitn(4, |byte| *byte == b'~');
    let (Some(version), Some(owner), Some(_), Some(_)) = (fields.next(), fields.next(), fields.next(), fields.next())
    else {
        return Err(SessionIdError::Fields);
    };
    match expected {
        _ if version != b"1" && version != [prefix] => Err(SessionIdError::Version),
        _ if owner.is_empty() => Err(SessionIdError::Fields),
        Some(expected) if owner != expected => Err(SessionIdError::OtherProject),
        _ => Ok(()),
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
