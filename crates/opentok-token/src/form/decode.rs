use super::{LOWER, UPPER, Window};
use crate::lanes;

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
            [b'%', high, low, rest @ ..] => match hex_value(*high, *low) {
                Some(byte) => (byte, rest),
                None => (b'%', &self.0[1..]),
            },
            [byte, rest @ ..] => (*byte, rest),
        };
        self.0 = rest;
        Some(byte)
    }
}

/// Decodes a form-encoded text into the front of `out`; its length. `None` if `out` is shorter than the text.
pub(crate) fn decode(text: &[u8], out: &mut [u8]) -> Option<usize> {
    if text.len() > out.len() {
        return None;
    }
    let (mut rest, mut len) = (text, 0);
    while let (Some(window), Some(room)) = (rest.first_chunk(), room_at(out, len)) {
        let (used, written) = decode_front(window, lanes::LEN, room);
        rest = &rest[used..];
        len += written;
    }
    // The end, less than a window, with zeros behind it.
    let mut end = [0; 4 * lanes::LEN];
    if let Some(copy) = end[..2 * lanes::LEN].get_mut(..rest.len()) {
        copy.copy_from_slice(rest);
        let mut at = 0;
        while at < rest.len()
            && let (Some(window), Some(room)) = (end[at..].first_chunk(), room_at(out, len))
        {
            let (used, written) = decode_front(window, lanes::LEN.min(rest.len() - at), room);
            at += used;
            len += written;
        }
        rest = &rest[at..];
    }
    for byte in Decoded(rest) {
        out[len] = byte;
        len += 1;
    }
    Some(len)
}

/// Room for what a window makes, behind the first `len` bytes.
fn room_at(out: &mut [u8], len: usize) -> Option<&mut Window> {
    out.get_mut(len..)?.first_chunk_mut()
}

/// Decodes what begins in the first `count` bytes of `window`, at most sixteen. How many bytes that took, and how
/// many it made at the front of `room`, of which more are lost.
fn decode_front(window: &Window, count: usize, room: &mut Window) -> (usize, usize) {
    let percents = lanes::at(window, 0).map_or(0, |bytes| lanes::equal(bytes, b'%'));
    let mut stops = percents & ((1 << count) - 1) | 1 << count;
    let (mut at, mut len) = (0, 0);
    while at < count
        && let (Some(plain), Some(room_here)) = (lanes::at(window, at), room.get_mut(len..len + lanes::LEN))
    {
        let stop = stops.trailing_zeros() as usize;
        room_here.copy_from_slice(&lanes::replace(plain, b'+', b' '));
        len += stop - at;
        if stop == count {
            return (count, len);
        }
        (room[len], at) = match hex_value(window[stop + 1], window[stop + 2]) {
            Some(byte) => (byte, stop + 3),
            None => (b'%', stop + 1),
        };
        len += 1;
        stops &= stops - 1;
    }
    (at, len)
}

/// The byte that two hex digits of either case stand for.
#[inline(always)]
fn hex_value(high: u8, low: u8) -> Option<u8> {
    let (high, low) = (HEX[usize::from(high)], HEX[usize::from(low)]);
    ((high | low) < NO_DIGIT).then_some(high << 4 | low)
}

/// Above every digit's, in a bit that none of them has.
const NO_DIGIT: u8 = 0x10;

/// What each byte stands for as a hex digit of either case.
static HEX: [u8; 256] = {
    let mut values = [NO_DIGIT; 256];
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

    fn one_by_one(text: &str) -> Vec<u8> {
        Decoded::new(text.as_bytes()).collect()
    }

    #[test]
    fn readers_put_up_with_what_sdks_write() {
        assert_eq!(one_by_one("a%20b+c%2b%2B"), b"a b c++");
        assert_eq!(one_by_one("100%"), b"100%");
        assert_eq!(one_by_one("%zz%4"), b"%zz%4");
        assert_eq!(one_by_one("%4z%z4"), b"%4z%z4");
        assert_eq!(one_by_one("%%41"), b"%A");
    }

    #[test]
    fn every_byte_is_decoded_alike_wherever_it_stands_among_many() {
        for byte in 0..=u8::MAX {
            for at in 0..35 {
                let mut text = *b"abcdefghijklmnopqrstuvwxyz%41345678%";
                text[at] = byte;
                let mut decoded = [0; 36 + 2 * lanes::LEN];
                for room in [36, 36 + 2 * lanes::LEN] {
                    let len = decode(&text, &mut decoded[..room]).unwrap();
                    assert!(Decoded(&text).eq(decoded[..len].iter().copied()), "{byte} at {at}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn many_bytes_at_a_time_decode_as_one_by_one(text in "[a-d%+0-3é]{0,80}", spare in 0..70_usize) {
            let expected = one_by_one(&text);
            let mut out = vec![0xaa; text.len() + spare];
            let len = decode(text.as_bytes(), &mut out);
            prop_assert_eq!(len.map(|len| &out[..len]), Some(&expected[..]));
            let mut short = vec![0; text.len().saturating_sub(1)];
            prop_assert_eq!(decode(text.as_bytes(), &mut short).is_none(), !text.is_empty());
        }
    }
}
