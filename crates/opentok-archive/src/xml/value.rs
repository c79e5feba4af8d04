//! Values and references.

use alloc::borrow::Cow;

use super::{
    XmlError,
    chars::{is_char, is_name},
};
use crate::excerpt::excerpt;

/// The value that `raw` stands for: line ends normalised, literal tabs and line feeds turned into spaces, references
/// resolved. `at` is where `raw` begins.
pub(super) fn normalise(raw: &str, at: usize) -> Result<Cow<'_, str>, XmlError> {
    if is_plain(raw) {
        return Ok(Cow::Borrowed(raw));
    }
    let bytes = raw.as_bytes();
    let first = bytes.iter().position(|&byte| is_special(byte));
    let mut value = String::with_capacity(raw.len());
    let mut done = 0;
    let mut next = first;
    while let Some(special) = next {
        value.push_str(&raw[done..special]);
        done = special + 1;
        match bytes[special] {
            b'&' => {
                let len = memchr::memchr(b';', &bytes[done..]).ok_or(XmlError::Malformed { at: at + special })?;
                value.push(resolve(&raw[done..done + len], at + special)?);
                done += len + 1;
            }
            b'<' => return Err(XmlError::Malformed { at: at + special }),
            b'\r' => {
                value.push(' ');
                done += usize::from(bytes.get(done) == Some(&b'\n'));
            }
            _ => value.push(' '),
        }
        next = bytes[done..]
            .iter()
            .position(|&byte| is_special(byte))
            .map(|skip| done + skip);
    }
    value.push_str(&raw[done..]);
    Ok(Cow::Owned(value))
}

/// Whether every value in `text` stands for itself.
pub(super) fn is_plain(text: &str) -> bool {
    // Whole blocks without an early end, so that the compiler uses vector instructions.
    let (blocks, rest) = text.as_bytes().as_chunks::<16>();
    let special = |block: &[u8]| block.iter().fold(0, |found, &byte| found | u8::from(is_special(byte))) != 0;
    !blocks.iter().any(|block| special(block)) && !special(rest)
}

/// The character that `&reference;` stands for. `at` is where the ampersand stands.
pub(super) fn resolve(reference: &str, at: usize) -> Result<char, XmlError> {
    let (digits, radix) = match reference.as_bytes() {
        [b'#', b'x', ..] => (&reference[2..], 16),
        [b'#', ..] => (&reference[1..], 10),
        _ => return named(reference, at),
    };
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return Err(XmlError::Malformed { at });
    }
    // More digits than a u32 takes are of a character that does not exist.
    let code = u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    code.filter(|&c| is_char(c)).ok_or(XmlError::InvalidCharRef)
}

fn named(name: &str, at: usize) -> Result<char, XmlError> {
    match name {
        "amp" => Ok('&'),
        "apos" => Ok('\''),
        "gt" => Ok('>'),
        "lt" => Ok('<'),
        "quot" => Ok('"'),
        _ if is_name(name) => Err(XmlError::UnknownEntity { name: excerpt(name) }),
        _ => Err(XmlError::Malformed { at }),
    }
}

const fn is_special(byte: u8) -> bool {
    (byte == b'&') | (byte == b'<') | (byte == b'\t') | (byte == b'\n') | (byte == b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_blanks_become_spaces_and_references_stay() {
        assert_eq!(
            normalise("a\tb\nc\r\nd\re&#9;f&#10;g&#xD;h", 0).unwrap(),
            "a b c d e\tf\ng\rh"
        );
    }

    #[test]
    fn a_plain_value_is_not_copied() {
        assert!(matches!(
            normalise("plain — value", 0),
            Ok(Cow::Borrowed("plain — value"))
        ));
    }

    #[test]
    fn faults_are_told_apart() {
        for raw in [
            "&", "&;", "& b;", "&#;", "&#x;", "&#X41;", "&#12a;", "&#+65;", "&1;", "a<b",
        ] {
            assert!(matches!(normalise(raw, 0), Err(XmlError::Malformed { .. })), "{raw}");
        }
        for raw in [
            "&#0;",
            "&#8;",
            "&#xD800;",
            "&#xFFFE;",
            "&#x110000;",
            "&#99999999999999999999;",
        ] {
            assert_eq!(normalise(raw, 0), Err(XmlError::InvalidCharRef), "{raw}");
        }
        assert_eq!(
            normalise("&nbsp;", 0),
            Err(XmlError::UnknownEntity { name: "nbsp".into() })
        );
    }
}
