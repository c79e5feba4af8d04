use memchr::{memchr, memchr2};

use super::decimal;
use super::pairs::FormText;

/// What stands between the ampersands of a text.
#[derive(Clone, Debug)]
pub(super) struct RawFields<'t> {
    text: &'t str,
    /// Where the next field begins; behind the end if there is none.
    at: usize,
    /// Where the first escape at or behind `at` stands, found once for all the fields before it.
    escape: usize,
}

impl<'t> RawFields<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: usize::from(text.is_empty()),
            escape: plain_len(text),
        }
    }

    /// What is still to come, from the beginning of the next field on.
    #[inline]
    pub(super) fn rest(&self) -> Option<&'t str> {
        self.text.get(self.at..)
    }

    /// The value of the next field, whose name and `=` are `label_len` bytes known to stand for themselves.
    #[inline]
    pub(super) fn next_behind(&mut self, label_len: usize) -> FormText<'t> {
        let from = self.at + label_len;
        let end = from + find_end(&self.text.as_bytes()[from..]);
        FormText::known(&self.text[from..end], self.pass(end))
    }

    /// As [`next_behind`](Self::next_behind), if the value is a number of 8 to 15 digits as they stand. Otherwise
    /// the field is still to come.
    #[inline]
    pub(super) fn next_number(&mut self, label_len: usize) -> Option<u64> {
        let value = self.text.as_bytes().get(self.at + label_len..)?;
        let (eight, more) = value.split_first_chunk()?;
        let mut number = decimal::number(*eight)?;
        let mut len = eight.len();
        for byte in more.iter().take_while(|byte| **byte != b'&') {
            number = number * 10 + u64::from(byte.is_ascii_digit().then(|| byte - b'0')?);
            len += 1;
            if len > 15 {
                return None;
            }
        }
        self.at += label_len + len + 1;
        Some(number)
    }

    /// Goes on to the field behind `end`; whether all before it stands for itself.
    #[inline]
    fn pass(&mut self, end: usize) -> bool {
        let is_plain = end <= self.escape;
        self.at = end + 1;
        if !is_plain {
            self.escape = self.at + self.rest().map_or(0, plain_len);
        }
        is_plain
    }
}

impl<'t> Iterator for RawFields<'t> {
    type Item = RawField<'t>;

    fn next(&mut self) -> Option<RawField<'t>> {
        let rest = self.rest()?;
        let len = find_end(rest.as_bytes());
        Some(RawField {
            text: &rest[..len],
            is_plain: self.pass(self.at + len),
        })
    }
}

/// Where the ampersand behind a field or value stands.
#[inline]
fn find_end(text: &[u8]) -> usize {
    memchr(b'&', text).unwrap_or(text.len())
}

/// How many bytes at the front of a text stand for themselves.
fn plain_len(text: &str) -> usize {
    memchr2(b'%', b'+', text.as_bytes()).unwrap_or(text.len())
}

/// One field, name and value together.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawField<'t> {
    text: &'t str,
    is_plain: bool,
}

impl<'t> RawField<'t> {
    pub(super) fn strip(self, label: &str) -> Option<FormText<'t>> {
        self.text.strip_prefix(label).map(|value| self.part(value))
    }

    pub(super) fn pair(self) -> (FormText<'t>, FormText<'t>) {
        let (name, value) = match memchr(b'=', self.text.as_bytes()) {
            Some(at) => (&self.text[..at], &self.text[at + 1..]),
            None => (self.text, ""),
        };
        (self.part(name), self.part(value))
    }

    fn part(self, text: &'t str) -> FormText<'t> {
        FormText::known(text, self.is_plain || plain_len(text) == text.len())
    }
}
