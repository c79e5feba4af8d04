//! Reading single claims out of verified JSON.

use compact_jws::json::{Array, Object, Text, Value};
use compact_jws::{UntrustedJws, VerifiedJws, VerifyingKey};

use crate::arena::Arena;
use crate::time::UnixSeconds;
use crate::verify::{VerifyError, scratch_len};

/// Checks a token's signature, and splits what scratch is left off for texts that need decoding.
pub(super) fn open<'s, K: VerifyingKey + ?Sized>(
    token: &str,
    key: &K,
    scratch: &'s mut [u8],
) -> Result<(VerifiedJws<'s>, Arena<'s>), VerifyError> {
    let untrusted = UntrustedJws::parse(token).map_err(compact_jws::VerifyError::from)?;
    let (decoded, rest) =
        scratch
            .split_at_mut_checked(untrusted.scratch_len())
            .ok_or(VerifyError::ScratchTooSmall {
                needed: scratch_len(token.len()),
            })?;
    Ok((untrusted.verify(key, decoded)?, Arena::new(rest)))
}

impl From<compact_jws::VerifyError> for VerifyError {
    fn from(error: compact_jws::VerifyError) -> Self {
        match error {
            compact_jws::VerifyError::Signature => Self::Signature,
            error => Self::Jws(error),
        }
    }
}

/// The claims of one token, and room for the texts among them that are escaped.
pub(super) struct Reader<'s> {
    pub(super) claims: Object<'s>,
    pub(super) arena: Arena<'s>,
}

impl<'s> Reader<'s> {
    /// A claim that must be there and be a text.
    pub(super) fn required_text(&mut self, name: &'static str) -> Result<&'s str, VerifyError> {
        self.optional_text(name)?.ok_or(VerifyError::MissingClaim { name })
    }

    /// A claim that is a text if it is there.
    pub(super) fn optional_text(&mut self, name: &'static str) -> Result<Option<&'s str>, VerifyError> {
        match self.claims.get(name) {
            None => Ok(None),
            Some(Value::Text(text)) => self.decode(text).map(Some),
            Some(_) => Err(VerifyError::BadClaim { name }),
        }
    }

    /// A claim that is a text, or null for nothing.
    pub(super) fn nullable_text(&mut self, name: &'static str) -> Result<Option<&'s str>, VerifyError> {
        match self.claims.get(name) {
            Some(Value::Null) => Ok(None),
            _ => self.optional_text(name),
        }
    }

    /// A claim that means nothing to the verifier, if it is a text or a number.
    pub(super) fn opaque(&mut self, name: &str) -> Result<Option<&'s str>, VerifyError> {
        match self.claims.get(name) {
            Some(Value::Text(text)) => self.decode(text).map(Some),
            Some(Value::Number(number)) => Ok(Some(number.as_str())),
            _ => Ok(None),
        }
    }

    /// A moment in seconds, as a number; a fraction is dropped, and what lies before 1970 is 1970.
    pub(super) fn time(&self, name: &'static str) -> Result<Option<UnixSeconds>, VerifyError> {
        match self.claims.get(name) {
            None => Ok(None),
            Some(Value::Number(number)) => Ok(Some(UnixSeconds::new(
                u64::try_from(number.floor_i64()).unwrap_or_default(),
            ))),
            Some(_) => Err(VerifyError::BadClaim { name }),
        }
    }

    pub(super) fn required_time(&self, name: &'static str) -> Result<UnixSeconds, VerifyError> {
        self.time(name)?.ok_or(VerifyError::MissingClaim { name })
    }

    /// A list of words: one text with spaces between them, or a list of texts.
    pub(super) fn words(&mut self, name: &'static str) -> Result<Option<&'s str>, VerifyError> {
        match self.claims.get(name) {
            Some(Value::Array(array)) => self.join(array, name).map(Some),
            _ => self.optional_text(name),
        }
    }

    fn decode(&mut self, text: Text<'s>) -> Result<&'s str, VerifyError> {
        if let Some(plain) = text.as_plain() {
            return Ok(plain);
        }
        let room = self.arena.take(text.decoded_len()).ok_or(NO_ROOM)?;
        text.decode_into(room).ok_or(NO_ROOM)
    }

    fn join(&mut self, array: Array<'s>, name: &'static str) -> Result<&'s str, VerifyError> {
        let mut len = 0;
        for item in array.iter() {
            len += item.as_text().ok_or(VerifyError::BadClaim { name })?.decoded_len() + 1;
        }
        let room = self.arena.take(len).ok_or(NO_ROOM)?;
        let mut at = 0;
        for text in array.iter().filter_map(Value::as_text) {
            if at > 0 {
                room[at] = b' ';
                at += 1;
            }
            at += text.decode_into(&mut room[at..]).ok_or(NO_ROOM)?.len();
        }
        core::str::from_utf8(&room[..at]).map_err(|_| VerifyError::BadClaim { name })
    }
}

/// The caller's scratch was checked against the whole token's need; texts decode to no more than they took.
const NO_ROOM: VerifyError = VerifyError::ScratchTooSmall { needed: usize::MAX };
