use core::fmt;

use super::TAG;
use super::pairs::{FormText, OtherNames, Pairs, fill};
use crate::arena::Arena;
use crate::base64::{self, Alphabet};
use crate::limits::MAX_TOKEN_LEN;
use crate::parse_error::ParseT1Error;

/// A T1 token taken apart and not checked. Anyone can make one that says anything.
///
/// For diagnosis, and for finding the project to verify with. The only way from here to claims that can be
/// believed is a [`Verifier`](crate::Verifier).
///
/// ```
/// use opentok_token::t1::UntrustedT1;
///
/// let token = "T1==cGFydG5lcl9pZD0xMjM0NTYmc2lnPXg6cm9sZT1wdWJsaXNoZXI=";
/// let mut scratch = [0; 64];
/// let untrusted = UntrustedT1::parse(token, &mut scratch)?;
/// assert_eq!(untrusted.partner_id(), "123456");
/// assert_eq!(untrusted.data(), b"role=publisher");
/// # Ok::<(), opentok_token::ParseT1Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct UntrustedT1<'s> {
    header: &'s str,
    partner_id: &'s str,
    signature: &'s str,
    data: &'s [u8],
}

impl<'s> UntrustedT1<'s> {
    /// Takes a token apart, decoding it into `scratch`, which must hold three bytes for every four of the
    /// token's.
    ///
    /// # Errors
    ///
    /// [`ParseT1Error::TooLong`], [`Tag`](ParseT1Error::Tag), [`Base64`](ParseT1Error::Base64),
    /// [`Separator`](ParseT1Error::Separator); [`MissingField`](ParseT1Error::MissingField),
    /// [`DuplicateField`](ParseT1Error::DuplicateField), [`TooManyFields`](ParseT1Error::TooManyFields) or
    /// [`NotUtf8`](ParseT1Error::NotUtf8) for the header alone: the data is not looked into;
    /// [`ScratchTooSmall`](ParseT1Error::ScratchTooSmall).
    pub fn parse(token: &str, scratch: &'s mut [u8]) -> Result<Self, ParseT1Error> {
        Self::parse_in(token, &mut Arena::new(scratch))
    }

    pub(crate) fn parse_in(token: &str, arena: &mut Arena<'s>) -> Result<Self, ParseT1Error> {
        let plain = decode(token, arena)?;
        let at = plain
            .iter()
            .position(|byte| *byte == b':')
            .ok_or(ParseT1Error::Separator)?;
        let (header, data) = (&plain[..at], &plain[at + 1..]);
        let header = core::str::from_utf8(header).map_err(|_| ParseT1Error::NotUtf8)?;
        let (mut partner_id, mut signature) = (None, None);
        let mut others = OtherNames::new();
        for (name, value) in Pairs::new(header) {
            if name == *"partner_id" {
                fill(&mut partner_id, value.raw())?;
            } else if name == *"sig" {
                fill(&mut signature, value.raw())?;
            } else {
                others.add(name)?;
            }
        }
        let partner_id = partner_id.ok_or(ParseT1Error::MissingField { name: "partner_id" })?;
        let signature = signature.ok_or(ParseT1Error::MissingField { name: "sig" })?;
        Ok(Self {
            header,
            partner_id,
            signature,
            data,
        })
    }

    /// The project the token claims to be from.
    pub fn partner_id(&self) -> &'s str {
        self.partner_id
    }

    /// The signed bytes: everything behind the first colon, still encoded.
    pub fn data(&self) -> &'s [u8] {
        self.data
    }

    /// The fields of the header, which the signature does not cover.
    pub fn header_fields(&self) -> Pairs<'s> {
        Pairs::new(self.header)
    }

    /// The fields of the data, up to the first byte that is not UTF-8.
    pub fn data_fields(&self) -> Pairs<'s> {
        let valid = self.data.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        Pairs::new(valid)
    }

    /// The signature's text, which should be 40 lower-case hex digits.
    pub(crate) fn signature_text(&self) -> &'s str {
        self.signature
    }

    /// The signature, if it is exactly 40 lower-case hex digits.
    pub(crate) fn signature(&self) -> Option<[u8; 20]> {
        let mut bytes = [0; 20];
        base16(self.signature.as_bytes(), &mut bytes).then_some(bytes)
    }
}

impl fmt::Debug for UntrustedT1<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UntrustedT1")
            .field("partner_id", &FormText::from_raw(self.partner_id))
            .finish_non_exhaustive()
    }
}

/// The bytes behind the tag.
fn decode<'s>(token: &str, arena: &mut Arena<'s>) -> Result<&'s [u8], ParseT1Error> {
    if token.len() > MAX_TOKEN_LEN {
        return Err(ParseT1Error::TooLong { len: token.len() });
    }
    let body = token.strip_prefix(TAG).ok_or(ParseT1Error::Tag)?;
    let text = base64::strip_padding(body.as_bytes()).ok_or(ParseT1Error::Base64)?;
    let needed = base64::decoded_len(text.len());
    let room = arena.take(needed).ok_or(ParseT1Error::ScratchTooSmall { needed })?;
    let alphabet = if body.contains('-') || body.contains('_') {
        Alphabet::UrlSafe
    } else {
        Alphabet::Standard
    };
    base64::decode(alphabet, text, room).ok_or(ParseT1Error::Base64)
}

/// Reads lower-case hex digits, exactly two for each byte of `out`.
fn base16(text: &[u8], out: &mut [u8]) -> bool {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    if text.len() != 2 * out.len() {
        return false;
    }
    for (byte, pair) in out.iter_mut().zip(text.chunks_exact(2)) {
        let (Some(high), Some(low)) = (digit(pair[0]), digit(pair[1])) else {
            return false;
        };
        *byte = high << 4 | low;
    }
    true
}
