use core::fmt;

use crate::cursor::Cursor;
use crate::inline::{InlineStr, impl_text};

/// What keeps two tokens made in the same second apart, and what replay protection remembers.
///
/// It need not be secret. Draw at least 64 random bits ([`Nonce::random`] does), because a guessable
/// nonce is useless against replays.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Nonce(InlineStr<{ Self::MAX_LEN }>);

impl Nonce {
    /// The longest nonce text that can be signed, in bytes.
    pub const MAX_LEN: usize = 40;

    /// A nonce written in decimal.
    pub fn new(number: u64) -> Self {
        let mut buffer = itoa::Buffer::new();
        let text = InlineStr::new(buffer.format(number).as_bytes());
        Self(text.expect("20 digits fit"))
    }

    /// 64 bits from the operating system's random source.
    ///
    /// # Errors
    ///
    /// [`RandomError`] if the source fails.
    #[cfg(feature = "std")]
    pub fn random() -> Result<Self, RandomError> {
        getrandom::u64().map(Self::new).map_err(RandomError)
    }

    /// A nonce of 53 bits, which every JSON reader holds exactly, and a name: for one JWT, in one draw, because the system
    /// takes longer to be asked than a signature takes.
    #[cfg(all(feature = "std", feature = "jwt"))]
    pub(crate) fn random_with_id() -> Result<(Self, JwtId), RandomError> {
        let mut bytes = [[0; 8]; 3];
        fill_random(bytes.as_flattened_mut())?;
        let [nonce, id @ ..] = bytes;
        let mut name = [0; 16];
        name.copy_from_slice(id.as_flattened());
        Ok((Self::new(u64::from_ne_bytes(nonce) >> 11), JwtId::new(name)))
    }

    /// The nonce as it travels.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    pub(crate) fn has_plus(&self) -> bool {
        self.0.has(b'+')
    }

    pub(crate) fn write(&self, out: &mut Cursor<'_>) {
        self.0.write(out);
    }
}

impl From<u64> for Nonce {
    fn from(number: u64) -> Self {
        Self::new(number)
    }
}

/// A nonce in another SDK's form, such as `0.6921407642105328` or `-812093411`: digits, letters, `.`, `+`, `-`.
impl core::str::FromStr for Nonce {
    type Err = ParseNonceError;

    fn from_str(text: &str) -> Result<Self, ParseNonceError> {
        let legal = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+' | b'-');
        if text.is_empty() || !text.bytes().all(legal) {
            return Err(ParseNonceError);
        }
        InlineStr::new(text.as_bytes()).map(Self).ok_or(ParseNonceError)
    }
}

impl_text!(Nonce, ParseNonceError);

/// A text is not a [`Nonce`]: empty, longer than [`Nonce::MAX_LEN`], or with other characters than
/// letters, digits, `.`, `+` and `-`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct ParseNonceError;

impl fmt::Display for ParseNonceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "nonce is not 1 to {} letters, digits, `.`, `+` or `-`",
            Nonce::MAX_LEN
        )
    }
}

impl core::error::Error for ParseNonceError {}

/// The name of one JWT (its `jti` claim): 128 bits, random unless a test says otherwise.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub struct JwtId([u8; 16]);

impl JwtId {
    /// A given name.
    pub const fn new(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// 128 bits from the operating system's random source.
    ///
    /// # Errors
    ///
    /// [`RandomError`] if the source fails.
    #[cfg(feature = "std")]
    pub fn random() -> Result<Self, RandomError> {
        let mut bytes = [0; 16];
        fill_random(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// As 32 hex digits.
    pub fn hex(&self) -> JwtIdText {
        let mut text = [0; 36];
        hex_into(&self.0, &mut text[..32]);
        JwtIdText { len: 32, text }
    }

    /// As a version 4 UUID; 6 of the 128 bits give way to the version mark.
    pub fn uuid(&self) -> JwtIdText {
        let mut bytes = self.0;
        bytes[6] = bytes[6] & 0x0f | 0x40;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let mut text = [b'-'; 36];
        let groups = [(0, 4, 0), (4, 6, 9), (6, 8, 14), (8, 10, 19), (10, 16, 24)];
        for (from, to, at) in groups {
            hex_into(&bytes[from..to], &mut text[at..at + 2 * (to - from)]);
        }
        JwtIdText { len: 36, text }
    }
}

/// A [`JwtId`] written out.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct JwtIdText {
    len: usize,
    text: [u8; 36],
}

impl JwtIdText {
    /// The text.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.text[..self.len]).expect("hex digits and dashes")
    }
}

/// Writes two lower-case hex digits a byte; `out` is twice as long as `bytes`.
pub(crate) fn hex_into(bytes: &[u8], out: &mut [u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for (pair, byte) in out.chunks_exact_mut(2).zip(bytes) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 15)];
    }
}

/// Fills `bytes` from the operating system's random source.
#[cfg(feature = "std")]
pub(crate) fn fill_random(bytes: &mut [u8]) -> Result<(), RandomError> {
    getrandom::fill(bytes).map_err(RandomError)
}

/// The operating system gave no random bytes.
#[cfg(feature = "std")]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RandomError(getrandom::Error);

#[cfg(feature = "std")]
impl fmt::Display for RandomError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the operating system's random source failed")
    }
}

#[cfg(feature = "std")]
impl core::error::Error for RandomError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        Some(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_is_written_in_decimal() {
        assert_eq!(Nonce::new(u64::MAX).as_str(), "18446744073709551615");
    }

    #[test]
    fn other_forms_are_kept_as_text() {
        for text in ["0.6921407642105328", "-812093411", "1e-7", "1795295992.85551654562014"] {
            assert_eq!(text.parse::<Nonce>().unwrap().as_str(), text);
        }
        for text in ["", "1&2", "1 2", "é", "12345678901234567890123456789012345678901"] {
            assert_eq!(text.parse::<Nonce>(), Err(ParseNonceError), "{text:?}");
        }
    }

    #[test]
    fn a_jwt_id_reads_as_hex_and_as_uuid() {
        let id = JwtId::new([0xff; 16]);
        assert_eq!(id.hex().as_str(), "ffffffffffffffffffffffffffffffff");
        assert_eq!(id.uuid().as_str(), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }
}
