//! Form encoding: how values stand in a T1 token's data.

use crate::cursor::Cursor;

/// How a kind of SDK escapes a value.
#[derive(Debug)]
pub(crate) struct Escaping {
    plain: [bool; 256],
    space_as_plus: bool,
    hex: &'static [u8; 16],
}

impl Escaping {
    /// Letters and digits stand for themselves, and so do the bytes of `others`.
    pub(crate) const fn new(others: &[u8], space_as_plus: bool, hex: &'static [u8; 16]) -> Self {
        let mut plain = [false; 256];
        let mut byte = 0;
        while byte < 256 {
            plain[byte] = (byte as u8).is_ascii_alphanumeric();
            byte += 1;
        }
        let mut at = 0;
        while at < others.len() {
            plain[others[at] as usize] = true;
            at += 1;
        }
        Self {
            plain,
            space_as_plus,
            hex,
        }
    }

    /// Writes `value` so that no byte of it can be taken for a separator.
    pub(crate) fn write(&self, value: &[u8], out: &mut Cursor<'_>) {
        let mut from = 0;
        for (at, byte) in value.iter().enumerate() {
            if self.plain[usize::from(*byte)] {
                continue;
            }
            out.put(&value[from..at]);
            match byte {
                b' ' if self.space_as_plus => out.put_array(b"+"),
                byte => out.put_array(&[b'%', self.hex[usize::from(byte >> 4)], self.hex[usize::from(byte & 15)]]),
            }
            from = at + 1;
        }
        out.put(&value[from..]);
    }
}

pub(crate) const UPPER: &[u8; 16] = b"0123456789ABCDEF";
pub(crate) const LOWER: &[u8; 16] = b"0123456789abcdef";

/// The bytes a form-encoded text stands for: `+` is a space, `%` and two hex digits of either case a byte,
/// any other `%` itself.
#[derive(Clone)]
pub(crate) struct Decoded<'t>(&'t [u8]);

impl<'t> Decoded<'t> {
    pub(crate) fn new(text: &'t [u8]) -> Self {
        Self(text)
    }
}

impl Iterator for Decoded<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        let (byte, rest) = match self.0 {
            [] => return None,
            [b'+', rest @ ..] => (b' ', rest),
            [b'%', high, low, rest @ ..] => match (hex_digit(*high), hex_digit(*low)) {
                (Some(high), Some(low)) => (high << 4 | low, rest),
                _ => (b'%', &self.0[1..]),
            },
            [byte, rest @ ..] => (*byte, rest),
        };
        self.0 = rest;
        Some(byte)
    }
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use std::prelude::v1::*;

    use proptest::prelude::*;

    use super::*;

    const ESCAPING: Escaping = Escaping::new(b"-._~", true, UPPER);

    fn encode(text: &str) -> String {
        let mut buffer = [0; 2048];
        let mut out = Cursor::new(&mut buffer);
        ESCAPING.write(text.as_bytes(), &mut out);
        String::from_utf8(out.written().to_vec()).unwrap()
    }

    fn decode(text: &str) -> Vec<u8> {
        Decoded::new(text.as_bytes()).collect()
    }

    #[test]
    fn separators_cannot_stand_in_a_value() {
        assert_eq!(encode("x&role=moderator"), "x%26role%3Dmoderator");
        assert_eq!(encode("a b+c:ü"), "a+b%2Bc%3A%C3%BC");
    }

    #[test]
    fn readers_put_up_with_what_sdks_write() {
        assert_eq!(decode("a%20b+c%2b%2B"), b"a b c++");
        assert_eq!(decode("100%"), b"100%");
        assert_eq!(decode("%zz%4"), b"%zz%4");
        assert_eq!(decode("%%41"), b"%A");
    }

    proptest! {
        #[test]
        fn decoding_undoes_encoding(text in any::<String>()) {
            prop_assert_eq!(decode(&encode(&text)), text.as_bytes());
        }
    }
}
