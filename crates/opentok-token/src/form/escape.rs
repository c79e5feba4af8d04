use super::Window;
use crate::cursor::Cursor;
use crate::lanes;

/// How a kind of SDK escapes a value: what each byte is written as.
#[derive(Debug)]
pub(crate) struct Escaping([Escaped; 256]);

/// Up to three bytes, the first one lowest, and in the highest byte how many they are: so that a byte is written
/// without asking what it is.
type Escaped = u32;

impl Escaping {
    /// Letters and digits stand for themselves, and so do the bytes of `others`.
    pub(crate) const fn new(others: &[u8], space_as_plus: bool, hex: &[u8; 16]) -> Self {
        let mut table = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            let bytes = match byte as u8 {
                plain if plain.is_ascii_alphanumeric() => [plain, 0, 0, 1],
                b' ' if space_as_plus => [b'+', 0, 0, 1],
                _ => [b'%', hex[byte >> 4], hex[byte & 15], 3],
            };
            table[byte] = u32::from_le_bytes(bytes);
            byte += 1;
        }
        let mut at = 0;
        while at < others.len() {
            table[others[at] as usize] = u32::from_le_bytes([others[at], 0, 0, 1]);
            at += 1;
        }
        Self(table)
    }

    /// Writes `value` so that no byte of it can be taken for a separator.
    pub(crate) fn write(&self, value: &[u8], out: &mut Cursor<'_>) {
        if out.is_over() {
            return out.skip(value.iter().map(|byte| len_of(self.0[usize::from(*byte)])).sum());
        }
        let mut rest = value;
        while let Some(window) = rest.first_chunk() {
            self.write_front(window, others(window), lanes::LEN, out);
            rest = &rest[lanes::LEN..];
        }
        let mut end = [0; 3 * lanes::LEN];
        end[..rest.len()].copy_from_slice(rest);
        let (Some(first), Some(second)) = (end.first_chunk(), end.last_chunk()) else {
            return;
        };
        // Asked of the value itself where it is long enough: a copy just made has to be waited for.
        if let Some(back) = rest.last_chunk() {
            self.write_front(first, others(rest), lanes::LEN, out);
            let back = lanes::not_alphanumeric(back) >> (2 * lanes::LEN - rest.len());
            self.write_front(second, back, rest.len() - lanes::LEN, out);
        } else {
            self.write_front(first, others(first), rest.len(), out);
        }
    }

    /// Writes the first `count` bytes of `window`, at most sixteen. `others` tells which of them are no letters or digits.
    fn write_front(&self, window: &Window, others: u32, count: usize, out: &mut Cursor<'_>) {
        // Three bytes for each, and the sixteen that are written at once.
        let Some(room) = out.room::<{ 4 * lanes::LEN }>() else {
            for byte in &window[..count] {
                let escaped = self.0[usize::from(*byte)];
                out.put(&escaped.to_le_bytes()[..len_of(escaped)]);
            }
            return;
        };
        let mut stops = others | 1 << count;
        let (mut at, mut len) = (0, 0);
        loop {
            let stop = stops.trailing_zeros() as usize;
            room[len..len + lanes::LEN].copy_from_slice(&window[at..at + lanes::LEN]);
            len += stop - at;
            if stop == count {
                return out.skip(len);
            }
            let escaped = self.0[usize::from(window[stop])];
            room[len..len + 4].copy_from_slice(&escaped.to_le_bytes());
            len += len_of(escaped);
            at = stop + 1;
            stops &= stops - 1;
        }
    }
}

/// Which of the first sixteen bytes, if there are so many, are no letters or digits.
fn others(text: &[u8]) -> u32 {
    lanes::at(text, 0).map_or(0, lanes::not_alphanumeric)
}

const fn len_of(escaped: Escaped) -> usize {
    (escaped >> 24) as usize
}

#[cfg(test)]
mod tests {
    use std::prelude::v1::*;

    use proptest::prelude::*;

    use super::super::{Decoded, UPPER};
    use super::*;

    const ESCAPING: Escaping = Escaping::new(b"-._~", true, UPPER);

    fn escape(text: &str) -> String {
        let mut buffer = [0; 2048];
        let mut out = Cursor::new(&mut buffer);
        ESCAPING.write(text.as_bytes(), &mut out);
        String::from_utf8(out.written().to_vec()).unwrap()
    }

    /// A byte at a time, without a table.
    fn escape_simply(text: &str) -> String {
        let mut escaped = String::new();
        for byte in text.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => escaped.push(char::from(byte)),
                b' ' => escaped.push('+'),
                _ => escaped.push_str(&format!("%{byte:02X}")),
            }
        }
        escaped
    }

    #[test]
    fn separators_cannot_stand_in_a_value() {
        assert_eq!(escape("x&role=moderator"), "x%26role%3Dmoderator");
        assert_eq!(escape("a b+c:ü"), "a+b%2Bc%3A%C3%BC");
    }

    proptest! {
        #[test]
        fn many_bytes_at_a_time_are_written_as_one_by_one(text in "[a-c%&=. é]{0,80}", room in 0..240_usize) {
            let expected = escape_simply(&text);
            prop_assert_eq!(&escape(&text), &expected);
            let mut buffer = [b'.'; 240];
            let mut out = Cursor::new(&mut buffer[..room]);
            ESCAPING.write(text.as_bytes(), &mut out);
            prop_assert_eq!(out.len(), expected.len());
            if expected.len() <= room {
                prop_assert_eq!(out.written(), expected.as_bytes());
            }
        }

        #[test]
        fn decoding_undoes_escaping(text in any::<String>()) {
            prop_assert!(Decoded::new(escape(&text).as_bytes()).eq(text.bytes()));
        }
    }
}
