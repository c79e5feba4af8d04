use core::fmt;

use super::raw::{RawField, RawFields};
use crate::form::Decoded;
use crate::limits::MAX_FIELDS;
use crate::parse_error::ParseT1Error;

/// The `name=value` pairs of a text, as they stand there.
#[derive(Clone, Debug)]
pub struct Pairs<'t>(RawFields<'t>);

impl<'t> Pairs<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self(RawFields::new(text))
    }
}

impl<'t> Iterator for Pairs<'t> {
    type Item = (FormText<'t>, FormText<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(RawField::pair)
    }
}

/// A name or value as it stands in a token, form-encoded.
///
/// Displayed and compared decoded; bytes that are not UTF-8 are displayed as replacement characters.
#[derive(Clone, Copy)]
pub struct FormText<'t> {
    text: &'t str,
    /// Whether decoding is known to change nothing.
    is_plain: bool,
}

impl<'t> FormText<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self::known(text, !text.bytes().any(|byte| matches!(byte, b'%' | b'+')))
    }

    /// As [`new`](Self::new), of a text that has been looked through.
    #[inline]
    pub(super) const fn known(text: &'t str, is_plain: bool) -> Self {
        Self { text, is_plain }
    }

    /// The text as it stands, still encoded.
    pub const fn raw(self) -> &'t str {
        self.text
    }

    /// The bytes it stands for.
    pub fn bytes(self) -> impl Iterator<Item = u8> + 't {
        Decoded::new(self.text.as_bytes())
    }

    /// Whether it is known to stand for itself.
    pub(super) const fn is_plain(self) -> bool {
        self.is_plain
    }
}

impl PartialEq for FormText<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text || (!(self.is_plain && other.is_plain) && self.bytes().eq(other.bytes()))
    }
}

impl Eq for FormText<'_> {}

impl PartialEq<str> for FormText<'_> {
    fn eq(&self, other: &str) -> bool {
        if self.is_plain {
            self.text == other
        } else {
            self.bytes().eq(other.bytes())
        }
    }
}

impl fmt::Display for FormText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A scalar value has at most four bytes, so four at a time can always be told apart.
        let mut pending = [0; 4];
        let mut len = 0;
        let mut bytes = self.bytes();
        loop {
            for (room, byte) in pending[len..].iter_mut().zip(&mut bytes) {
                *room = byte;
                len += 1;
            }
            let Some(chunk) = pending[..len].utf8_chunks().next() else {
                return Ok(());
            };
            let valid = chunk.valid();
            let used = match valid.chars().next() {
                Some(first) => {
                    write!(f, "{first}")?;
                    first.len_utf8()
                }
                None => {
                    write!(f, "{}", char::REPLACEMENT_CHARACTER)?;
                    chunk.invalid().len().max(1)
                }
            };
            pending.copy_within(used..len, 0);
            len -= used;
        }
    }
}

impl fmt::Debug for FormText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

/// Names met so far that are not known ones. Bounded, so that duplicates are found in linear time.
pub(super) struct OtherNames<'t> {
    names: [FormText<'t>; MAX_FIELDS],
    len: usize,
}

impl<'t> OtherNames<'t> {
    pub(super) const fn new() -> Self {
        Self {
            names: [FormText::known("", true); MAX_FIELDS],
            len: 0,
        }
    }

    /// Takes a name that was not there before.
    pub(super) fn add(&mut self, name: FormText<'t>) -> Result<(), ParseT1Error> {
        if self.names[..self.len].contains(&name) {
            return Err(ParseT1Error::DuplicateField);
        }
        let slot = self.names.get_mut(self.len).ok_or(ParseT1Error::TooManyFields)?;
        *slot = name;
        self.len += 1;
        Ok(())
    }
}

/// Fills an empty slot; a full one means that the name stands twice.
pub(super) fn fill<T>(slot: &mut Option<T>, value: T) -> Result<(), ParseT1Error> {
    if slot.is_some() {
        return Err(ParseT1Error::DuplicateField);
    }
    *slot = Some(value);
    Ok(())
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn a_field_ends_at_the_ampersand_and_its_name_at_the_first_equals() {
        let mut pairs = Pairs::new("a=b=c&d&e=");
        assert_eq!(
            pairs.next().map(|(name, value)| (name.raw(), value.raw())),
            Some(("a", "b=c"))
        );
        assert_eq!(
            pairs.next().map(|(name, value)| (name.raw(), value.raw())),
            Some(("d", ""))
        );
        assert_eq!(
            pairs.next().map(|(name, value)| (name.raw(), value.raw())),
            Some(("e", ""))
        );
        assert_eq!(pairs.next(), None);
    }

    #[test]
    fn names_are_compared_decoded() {
        assert_eq!(FormText::new("r%6Fle"), FormText::new("role"));
        assert!(FormText::new("r%6fle") == *"role");
        assert_ne!(FormText::new("r%6ele"), FormText::new("role"));
    }

    #[test]
    fn values_are_compared_decoded_from_their_first_byte_on() {
        let mut pairs = Pairs::new("a=+&b=%41&+=x");
        assert!(pairs.next().is_some_and(|(_, value)| value == *" "));
        assert!(pairs.next().is_some_and(|(_, value)| value == *"A"));
        assert!(pairs.next().is_some_and(|(name, _)| name == *" "));
    }

    #[test]
    fn display_decodes_and_marks_what_is_no_text() {
        assert_eq!(FormText::new("%E6%97%A5+b%F0%9F%98%80").to_string(), "日 b😀");
        assert_eq!(FormText::new("a%FFb%E6%97").to_string(), "a\u{fffd}b\u{fffd}");
    }
}
