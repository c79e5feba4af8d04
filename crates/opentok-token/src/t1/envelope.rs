use core::fmt;

use super::TAG;
use super::pairs::{FormText, OtherNames, Pairs, fill};
use super::raw::RawFields;
use crate::arena::Arena;
use crate::base64::{self, Alphabet};
use crate::lanes;
use crate::limits::MAX_TOKEN_LEN;
use crate::parse_error::ParseT1Error;
use crate::text::from_utf8;

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
/// assert_eq!(untrusted.data(), "role=publisher");
/// # Ok::<(), opentok_token::ParseT1Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct UntrustedT1<'s> {
    header: &'s str,
    partner_id: &'s str,
    signature: &'s str,
    data: &'s str,
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
    /// [`NotUtf8`](ParseT1Error::NotUtf8), the names in the data being nobody's business yet;
    /// [`ScratchTooSmall`](ParseT1Error::ScratchTooSmall).
    pub fn parse(token: &str, scratch: &'s mut [u8]) -> Result<Self, ParseT1Error> {
        Self::parse_in(token, &mut Arena::new(scratch))
    }

    pub(crate) fn parse_in(token: &str, arena: &mut Arena<'s>) -> Result<Self, ParseT1Error> {
        let plain = from_utf8(decode(token, arena)?).ok_or(ParseT1Error::NotUtf8)?;
        match Self::in_usual_form(plain) {
            Some(untrusted) => Ok(untrusted),
            None => Self::in_any_form(plain),
        }
    }

    /// A header as every SDK writes it: key, then signature, nothing else and nothing escaped.
    fn in_usual_form(plain: &'s str) -> Option<Self> {
        let key = plain.strip_prefix("partner_id=")?;
        let (partner_id, rest) = key.split_at(find_separator(key)?);
        let rest = rest.strip_prefix("&sig=")?;
        let (signature, rest) = rest.split_at(find_separator(rest)?);
        let data = rest.strip_prefix(':')?;
        Some(Self {
            header: &plain[..plain.len() - rest.len()],
            partner_id,
            signature,
            data,
        })
    }

    fn in_any_form(plain: &'s str) -> Result<Self, ParseT1Error> {
        let (header, data) = plain.split_once(':').ok_or(ParseT1Error::Separator)?;
        let (mut partner_id, mut signature) = (None, None);
        let mut others = None;
        for field in RawFields::new(header) {
            if let Some(value) = field.strip("partner_id=") {
                fill(&mut partner_id, value.raw())?;
            } else if let Some(value) = field.strip("sig=") {
                fill(&mut signature, value.raw())?;
            } else {
                let (name, value) = field.pair();
                match () {
                    () if name == *"partner_id" => fill(&mut partner_id, value.raw())?,
                    () if name == *"sig" => fill(&mut signature, value.raw())?,
                    () => others.get_or_insert_with(OtherNames::new).add(name)?,
                }
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

    /// The signed text: everything behind the first colon, still encoded.
    pub fn data(&self) -> &'s str {
        self.data
    }

    /// The fields of the header, which the signature does not cover.
    pub fn header_fields(&self) -> Pairs<'s> {
        Pairs::new(self.header)
    }

    /// The fields of the data.
    pub fn data_fields(&self) -> Pairs<'s> {
        Pairs::new(self.data)
    }

    /// The signature's text, which should be 40 lower-case hex digits.
    pub(crate) fn signature(&self) -> &'s str {
        self.signature
    }
}

impl fmt::Debug for UntrustedT1<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UntrustedT1")
            .field("partner_id", &FormText::new(self.partner_id))
            .finish_non_exhaustive()
    }
}

/// Where the first byte stands that may end a field of the header.
fn find_separator(text: &str) -> Option<usize> {
    let (pieces, rest) = text.as_bytes().as_chunks();
    for (index, bytes) in pieces.iter().enumerate() {
        let found = lanes::equal(bytes, b'&') | lanes::equal(bytes, b':');
        if found != 0 {
            return Some(index * lanes::LEN + found.trailing_zeros() as usize);
        }
    }
    let at = rest.iter().position(|byte| matches!(byte, b'&' | b':'))?;
    Some(text.len() - rest.len() + at)
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
    // Only the Java SDK writes the other alphabet, which shows only where one of its two digits occurs.
    let len = match base64::decode(Alphabet::Standard, text, room) {
        Some(plain) => plain.len(),
        None => base64::decode(Alphabet::UrlSafe, text, room)
            .ok_or(ParseT1Error::Base64)?
            .len(),
    };
    Ok(&room[..len])
}
