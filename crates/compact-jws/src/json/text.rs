use core::{cmp::Ordering, fmt, iter::FusedIterator};

use super::escape;

/// A text (a JSON string), still as it was written: escapes are decoded as it is read.
///
/// Two texts are equal if they decode to the same characters. `Debug` and `Display` show it decoded.
#[derive(Clone, Copy)]
pub struct Text<'j> {
    raw: &'j str,
    decoded_len: usize,
}

impl<'j> Text<'j> {
    /// `raw` has been checked: every backslash in it begins an escape.
    pub(super) const fn new(raw: &'j str, decoded_len: usize) -> Self {
        Self { raw, decoded_len }
    }

    /// The text itself if it was written without escapes, as nearly all are.
    pub const fn as_plain(self) -> Option<&'j str> {
        // Every escape is longer than the character it stands for.
        if self.raw.len() == self.decoded_len {
            Some(self.raw)
        } else {
            None
        }
    }

    /// The characters, decoded.
    pub const fn chars(self) -> Chars<'j> {
        Chars { rest: self.raw }
    }

    /// How many characters (Unicode scalar values) there are.
    pub fn char_count(self) -> usize {
        match self.as_plain() {
            Some(plain) => plain.chars().count(),
            None => self.chars().count(),
        }
    }

    /// The length in bytes of UTF-8 once decoded: what [`decode_into`](Self::decode_into) needs.
    pub const fn decoded_len(self) -> usize {
        self.decoded_len
    }

    /// The length in bytes between the quotes, escapes and all; never less than [`decoded_len`](Self::decoded_len).
    pub const fn raw_len(self) -> usize {
        self.raw.len()
    }

    /// Whether there is nothing between the quotes.
    pub const fn is_empty(self) -> bool {
        self.raw.is_empty()
    }

    /// Decodes into the front of `out`; `None` if it does not fit.
    ///
    /// ```
    /// use compact_jws::json::Object;
    ///
    /// let object = Object::parse(r#"{"greeting":"gr\u00fc\u00df dich"}"#)?;
    /// let text = object.get("greeting").and_then(|value| value.as_text()).unwrap();
    /// let mut out = [0; 16];
    /// assert_eq!(text.decode_into(&mut out), Some("grüß dich"));
    /// assert_eq!(text.decode_into(&mut [0; 4]), None);
    /// # Ok::<(), compact_jws::json::JsonError>(())
    /// ```
    pub fn decode_into(self, out: &mut [u8]) -> Option<&str> {
        let out = out.get_mut(..self.decoded_len)?;
        match self.as_plain() {
            Some(plain) => out.copy_from_slice(plain.as_bytes()),
            None => {
                let mut at = 0;
                for character in self.chars() {
                    let end = at + character.len_utf8();
                    character.encode_utf8(out.get_mut(at..end)?);
                    at = end;
                }
            }
        }
        core::str::from_utf8(out).ok()
    }

    /// An order for finding twins, not for people: by length, then by characters.
    pub(super) fn order(self, other: Self) -> Ordering {
        self.decoded_len
            .cmp(&other.decoded_len)
            .then_with(|| match (self.as_plain(), other.as_plain()) {
                (Some(this), Some(other)) => this.cmp(other),
                _ => self.chars().cmp(other.chars()),
            })
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.order(*other).is_eq()
    }
}

impl Eq for Text<'_> {}

impl PartialEq<str> for Text<'_> {
    fn eq(&self, other: &str) -> bool {
        match self.as_plain() {
            Some(plain) => plain == other,
            None => self.decoded_len == other.len() && self.chars().eq(other.chars()),
        }
    }
}

impl PartialEq<&str> for Text<'_> {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_plain() {
            Some(plain) => f.pad(plain),
            None => self
                .chars()
                .try_for_each(|character| fmt::Write::write_char(f, character)),
        }
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.raw)
    }
}

/// The characters of a [`Text`], decoded.
#[derive(Clone, Debug)]
pub struct Chars<'j> {
    rest: &'j str,
}

impl Iterator for Chars<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let first = chars.next()?;
        if first != '\\' {
            self.rest = chars.as_str();
            return Some(first);
        }
        let (character, len) = escape::read(self.rest.as_bytes()).ok()?;
        self.rest = self.rest.get(len..)?;
        Some(character)
    }
}

impl FusedIterator for Chars<'_> {}
