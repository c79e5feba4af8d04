use crate::lanes;

/// Finds the ampersands of a text, and tells whether an escape stands in front of them. It looks at 64 bytes at a
/// time, and at each once.
#[derive(Clone, Debug)]
pub(super) struct Marks<'t> {
    text: &'t [u8],
    /// Where the bytes begin that the bits tell of, the first one in the lowest bit.
    base: usize,
    ends: u64,
    escapes: u64,
}

/// The next ampersand of a text, or its end.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct End {
    /// How many bytes the text has from there on.
    pub(super) left: usize,
    /// Whether neither `%` nor `+` stands between the last ampersand and this one.
    pub(super) is_plain: bool,
}

impl<'t> Marks<'t> {
    #[inline]
    pub(super) fn new(text: &'t [u8]) -> Self {
        let (ends, escapes) = look(text);
        Self {
            text,
            base: 0,
            ends,
            escapes,
        }
    }

    /// The next ampersand, or the end of the text.
    #[inline]
    pub(super) fn next(&mut self) -> End {
        let mut is_plain = true;
        while self.ends == 0 {
            is_plain &= self.escapes == 0;
            let Some(rest) = self.text.get(self.base + CHUNK..) else {
                self.escapes = 0;
                return End { left: 0, is_plain };
            };
            self.base += CHUNK;
            (self.ends, self.escapes) = look(rest);
        }
        // Every bit as far as the lowest that is set.
        let passed = self.ends ^ (self.ends - 1);
        is_plain &= self.escapes & passed == 0;
        let at = self.base + self.ends.trailing_zeros() as usize;
        self.ends &= !passed;
        self.escapes &= !passed;
        End {
            left: self.text.len() - at,
            is_plain,
        }
    }
}

const CHUNK: usize = u64::BITS as usize;

/// Which of the first 64 bytes are ampersands, and which begin escapes.
#[inline(never)]
fn look(text: &[u8]) -> (u64, u64) {
    match text.first_chunk() {
        Some(chunk) => bits(chunk),
        None => {
            let mut chunk = [0; CHUNK];
            chunk[..text.len()].copy_from_slice(text);
            bits(&chunk)
        }
    }
}

#[inline(always)]
fn bits(chunk: &[u8; CHUNK]) -> (u64, u64) {
    let (mut ends, mut escapes) = (0, 0);
    for (index, bytes) in chunk.as_chunks().0.iter().enumerate() {
        let escape = lanes::equal(bytes, b'%') | lanes::equal(bytes, b'+');
        ends |= u64::from(lanes::equal(bytes, b'&')) << (lanes::LEN * index);
        escapes |= u64::from(escape) << (lanes::LEN * index);
    }
    (ends, escapes)
}

#[cfg(test)]
mod tests {
    use std::prelude::v1::*;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_ampersand_is_found_in_order(text in "[a%+&é]{0,20}[a-é]{0,200}[a&]{0,3}") {
            let mut marks = Marks::new(text.as_bytes());
            let mut left = text.len();
            for field in text.split('&') {
                left -= field.len();
                let is_plain = !field.contains(['%', '+']);
                prop_assert_eq!(marks.next(), End { left, is_plain });
                left = left.saturating_sub(1);
            }
            prop_assert_eq!(marks.next(), End { left: 0, is_plain: true });
        }
    }
}
