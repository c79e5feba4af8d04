use memchr::{memchr, memchr3};

use super::decimal;
use super::pairs::FormText;

/// What stands between the ampersands of a text.
#[derive(Clone, Debug)]
pub(super) struct RawFields<'t> {
    text: &'t str,
    /// Where the next field begins; behind the end if there is none.
    at: usize,
}

impl<'t> RawFields<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let at = usize::from(text.is_empty());
        Self { text, at }
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
        let (len, is_plain) = measure(&self.text.as_bytes()[from..]);
        self.at = from + len + 1;
        FormText::known(&self.text[from..from + len], is_plain)
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
}

impl<'t> Iterator for RawFields<'t> {
    type Item = RawField<'t>;

    fn next(&mut self) -> Option<RawField<'t>> {
        let len = find_end(self.rest()?.as_bytes());
        let field = &self.text[self.at..self.at + len];
        self.at += len + 1;
        Some(RawField(field))
    }
}

/// How long the value at the front is, and whether it stands for itself.
fn measure(text: &[u8]) -> (usize, bool) {
    match memchr3(b'&', b'%', b'+', text) {
        Some(at) if text[at] == b'&' => (at, true),
        Some(at) => (at + find_end(&text[at..]), false),
        None => (text.len(), true),
    }
}

/// Where the ampersand behind a field or value stands.
fn find_end(text: &[u8]) -> usize {
    memchr(b'&', text).unwrap_or(text.len())
}

/// One field, name and value together.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawField<'t>(&'t str);

impl<'t> RawField<'t> {
    pub(super) fn strip(self, label: &str) -> Option<FormText<'t>> {
        self.0.strip_prefix(label).map(FormText::new)
    }

    pub(super) fn pair(self) -> (FormText<'t>, FormText<'t>) {
        let (name, value) = self.0.split_once('=').unwrap_or((self.0, ""));
        (FormText::new(name), FormText::new(value))
    }
}
