//! The attributes of one tag.

use alloc::borrow::Cow;
use std::collections::HashSet;

use super::{
    XmlError,
    chars::{ascii_name_len, is_blank, is_name},
    value::{is_plain, normalise},
};
use crate::{Counted, Options};

/// Names are compared with each other one by one up to this many; beyond, by hash, so that work stays linear.
const COMPARED: usize = 64;

/// A name and the value it stands for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Attribute<'a> {
    pub(crate) name: &'a str,
    pub(crate) value: Cow<'a, str>,
}

/// Cuts what stands between a tag's name and its end into names and raw values.
///
/// Checks more than quick-xml's own iterator: blanks between attributes, names, and that nothing else stands there.
pub(super) struct RawAttributes<'a> {
    text: &'a str,
    next: usize,
    base: usize,
}

impl<'a> RawAttributes<'a> {
    /// `base` is where `text` begins in the document.
    pub(super) fn new(text: &'a str, base: usize) -> Self {
        Self { text, next: 0, base }
    }

    /// The next name, its raw value, and where that value begins.
    pub(super) fn next(&mut self) -> Result<Option<(&'a str, &'a str, usize)>, XmlError> {
        let bytes = self.text.as_bytes();
        let start = self.skip_blanks(self.next);
        if start == bytes.len() {
            return Ok(None);
        }
        let fault = || XmlError::Malformed { at: self.base + start };
        let mut name_len = ascii_name_len(&bytes[start..]);
        if bytes.get(start + name_len) != Some(&b'=') {
            // An unusual name, or blanks before the equals sign.
            let end = |&byte: &u8| byte == b'=' || is_blank(byte);
            name_len = bytes[start..].iter().position(end).ok_or_else(fault)?;
            if !is_name(&self.text[start..start + name_len]) {
                return Err(fault());
            }
        }
        let name = &self.text[start..start + name_len];
        let equals = self.skip_blanks(start + name_len);
        if start == self.next || name.is_empty() || bytes.get(equals) != Some(&b'=') {
            return Err(fault());
        }
        let open = self.skip_blanks(equals + 1);
        let Some(&quote @ (b'"' | b'\'')) = bytes.get(open) else {
            return Err(fault());
        };
        let value = open + 1;
        let len = find_quote(quote, &bytes[value..]).ok_or_else(fault)?;
        self.next = value + len + 1;
        Ok(Some((name, &self.text[value..value + len], self.base + value)))
    }

    fn skip_blanks(&self, mut from: usize) -> usize {
        while self.text.as_bytes().get(from).is_some_and(|&byte| is_blank(byte)) {
            from += 1;
        }
        from
    }
}

/// Where the value ends.
///
/// Most values are so short that to call memchr would take longer than to search them, eight bytes at a time.
fn find_quote(quote: u8, bytes: &[u8]) -> Option<usize> {
    const SHORT: usize = 6;
    const ONES: u64 = u64::MAX / 255;
    let quotes = u64::from(quote) * ONES;
    let (words, _) = bytes.as_chunks::<8>();
    let searched = words.len().min(SHORT);
    for (index, word) in words[..searched].iter().enumerate() {
        // A byte that equals the quote becomes 0; the lowest one that does borrows, and so shows in its highest bit.
        let word = u64::from_le_bytes(*word) ^ quotes;
        let found = word.wrapping_sub(ONES) & !word & (ONES << 7);
        if found != 0 {
            return Some(index * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    let rest = searched * 8;
    memchr::memchr(quote, &bytes[rest..]).map(|at| rest + at)
}

/// Reads the attributes in `text` into `found`, which is emptied first.
pub(super) fn read<'a>(
    text: &'a str,
    base: usize,
    options: &Options,
    found: &mut Vec<Attribute<'a>>,
) -> Result<(), XmlError> {
    found.clear();
    // Looking at all values at once is quicker than at each by itself.
    let plain = is_plain(text);
    let mut hashed: Option<HashSet<&str>> = None;
    let mut raw = RawAttributes::new(text, base);
    while let Some((name, value, at)) = raw.next()? {
        let repeated = if found.len() < COMPARED {
            found.iter().any(|attribute| attribute.name == name)
        } else {
            let names = hashed.get_or_insert_with(|| found.iter().map(|attribute| attribute.name).collect());
            !names.insert(name)
        };
        if repeated {
            return Err(XmlError::Malformed { at });
        }
        if found.len() == options.max_attributes {
            return Err(XmlError::TooMany {
                what: Counted::Attributes,
                limit: options.max_attributes,
            });
        }
        if value.len() > options.max_value_bytes {
            return Err(XmlError::ValueTooLong {
                limit: options.max_value_bytes,
            });
        }
        let value = match plain {
            true => Cow::Borrowed(value),
            false => normalise(value, at)?,
        };
        found.push(Attribute { name, value });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Result<Vec<String>, XmlError> {
        let mut found = Vec::new();
        read(text, 0, &Options::lenient().max_attributes(200), &mut found)?;
        Ok(found
            .iter()
            .map(|attribute| format!("{}={}", attribute.name, attribute.value))
            .collect())
    }

    #[test]
    fn names_and_values_are_told_apart() {
        assert_eq!(names(" a=\"1\"\n b = '\"2\"' ").unwrap(), ["a=1", "b=\"2\""]);
        assert!(names("").unwrap().is_empty());
        assert!(names("  \t").unwrap().is_empty());
    }

    #[test]
    fn nothing_but_attributes_may_stand_in_a_tag() {
        for text in [
            " a",
            " a=",
            " a=1",
            " a=\"1",
            "a=\"1\"",
            " a=\"1\"b=\"2\"",
            " a=\"1\" /",
            " =\"1\"",
            " 1=\"1\"",
            " a==\"1\"",
            " a=\"1\" a='2'",
            " a\"=\"1\"",
        ] {
            assert!(matches!(names(text), Err(XmlError::Malformed { .. })), "{text}");
        }
    }

    #[test]
    fn a_value_ends_at_the_first_quote_wherever_that_is() {
        for len in 0..100 {
            for other in ["x", "!", "#", "\u{A2}", "\0", "\u{7F}"] {
                let value = &other.repeat(len);
                let text = format!(" a=\"{value}\" b='\"'");
                assert_eq!(names(&text).unwrap(), [format!("a={value}"), "b=\"".into()]);
            }
        }
    }

    #[test]
    fn a_repeated_name_is_found_among_many() {
        let mut text: String = (0..150).map(|n| format!(" a{n}=''")).collect();
        assert_eq!(names(&text).unwrap().len(), 150);
        text.push_str(" a100=''");
        assert!(names(&text).is_err());
    }
}
