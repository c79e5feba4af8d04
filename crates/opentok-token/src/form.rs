//! Form encoding: how values stand in a T1 token's data.

use crate::cursor::Cursor;

/// How a kind of SDK escapes a value: what each byte is written as.
#[derive(Debug)]
pub(crate) struct Escaping([Escaped; 256]);

/// Three bytes and how many of them count, so that a byte is written without asking what it is.
type Escaped = [u8; 4];

impl Escaping {
    /// Letters and digits stand for themselves, and so do the bytes of `others`.
    pub(crate) const fn new(others: &[u8], space_as_plus: bool, hex: &[u8; 16]) -> Self {
        let mut table = [[0; 4]; 256];
        let mut byte = 0;
        while byte < 256 {
            table[byte] = match byte as u8 {
                plain if plain.is_ascii_alphanumeric() => [plain, 0, 0, 1],
                b' ' if space_as_plus => [b'+', 0, 0, 1],
                _ => [b'%', hex[byte >> 4], hex[byte & 15], 3],
            };
            byte += 1;
        }
        let mut at = 0;
        while at < others.len() {
            table[others[at] as usize] = [others[at], 0, 0, 1];
            at += 1;
        }
        Self(table)
    }

    /// Writes `value` so that no byte of it can be taken for a separator.
    pub(crate) fn write(&self, value: &[u8], out: &mut Cursor<'_>) {
        for piece in value.chunks(16) {
            let escaped = piece.iter().map(|byte| &self.0[usize::from(*byte)]);
            // In room of known size no byte needs a check of its own.
            match out.room::<{ 64 + 4 }>() {
                Some(room) => {
                    let mut len = 0;
                    for bytes in escaped {
                        room[len % 64..][..4].copy_from_slice(bytes);
                        len += usize::from(bytes[3]);
                    }
                    out.skip(len);
                }
                None => escaped.for_each(|bytes| out.put(&bytes[..usize::from(bytes[3])])),
            }
        }
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

/// Decodes a form-encoded text into the front of `out`; its length. `None` if `out` is shorter than the text.
///
/// Eight bytes at a time, or as many as there are before a `%`: most stand for themselves.
pub(crate) fn decode(text: &[u8], out: &mut [u8]) -> Option<usize> {
    let out = out.get_mut(..text.len())?;
    let mut rest = text;
    let mut len = 0;
    while let Some((eight, behind)) = rest.split_first_chunk() {
        let word = u64::from_le_bytes(*eight);
        let pluses = equal_bytes(word, b'+') >> 7;
        let spaced = word ^ (pluses * u64::from(b'+' ^ b' '));
        out[len..len + 8].copy_from_slice(&spaced.to_le_bytes());
        let percents = equal_bytes(word, b'%');
        if percents == 0 {
            len += 8;
            rest = behind;
        } else {
            let plain = percents.trailing_zeros() as usize / 8;
            let mut escaped = Decoded(&rest[plain..]);
            out[len + plain] = escaped.next()?;
            len += plain + 1;
            rest = escaped.0;
        }
    }
    for byte in Decoded(rest) {
        out[len] = byte;
        len += 1;
    }
    Some(len)
}

/// The high bit of each of eight bytes that is `byte`.
const fn equal_bytes(word: u64, byte: u8) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let differing = word ^ (byte as u64 * 0x0101_0101_0101_0101);
    !(((differing & LOW) + LOW) | differing | LOW)
}

fn hex_digit(byte: u8) -> Option<u8> {
    let value = HEX[usize::from(byte)];
    (value < 16).then_some(value)
}

/// What each byte stands for as a hex digit of either case; 16 and more for none.
static HEX: [u8; 256] = {
    let mut values = [0xff; 256];
    let mut value = 0;
    while value < 16 {
        values[UPPER[value] as usize] = value as u8;
        values[LOWER[value] as usize] = value as u8;
        value += 1;
    }
    values
};

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
        fn many_bytes_at_a_time_decode_as_one_by_one(text in "[a-d%+0-3é]{0,40}", spare in 0..3_usize) {
            let one_by_one = decode(&text);
            let mut out = vec![0xaa; text.len() + spare];
            let len = super::decode(text.as_bytes(), &mut out);
            prop_assert_eq!(len.map(|len| &out[..len]), Some(&one_by_one[..]));
            let mut short = vec![0; text.len().saturating_sub(1)];
            prop_assert_eq!(super::decode(text.as_bytes(), &mut short).is_none(), !text.is_empty());
        }

        #[test]
        fn decoding_undoes_encoding(text in any::<String>()) {
            prop_assert_eq!(decode(&encode(&text)), text.as_bytes());
        }
    }
}
