//! Eight decimal digits at a time, each in a byte of one word.

/// The number that eight digits stand for.
pub(super) fn number(digits: [u8; 8]) -> Option<u64> {
    let text = u64::from_le_bytes(digits);
    let ones = text.wrapping_sub(u64::from(b'0') * EACH);
    // Above `9` the first sum reaches the high bit, below `0` the difference does.
    let is_decimal = (text.wrapping_add((0x80 - u64::from(b'9') - 1) * EACH) | ones) & (0x80 * EACH) == 0;
    let twos = (ones.wrapping_mul(10).wrapping_add(ones >> 8)) & 0x00ff_00ff_00ff_00ff;
    let fours = (twos.wrapping_mul(100).wrapping_add(twos >> 16)) & 0x0000_ffff_0000_ffff;
    let eight = (fours.wrapping_mul(10_000).wrapping_add(fours >> 32)) & 0xffff_ffff;
    is_decimal.then_some(eight)
}

const EACH: u64 = 0x0101_0101_0101_0101;

#[cfg(test)]
mod tests {
    use alloc::format;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_other_byte_is_refused_wherever_it_stands() {
        for byte in (0..=255_u8).filter(|byte| !byte.is_ascii_digit()) {
            for at in 0..8 {
                for digit in [b'0', b'9'] {
                    let mut text = [digit; 8];
                    text[at] = byte;
                    assert_eq!(number(text), None, "{text:?}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn eight_digits_are_their_number(eight in 0..100_000_000_u64, bytes: [u8; 8]) {
            prop_assert_eq!(number(format!("{eight:08}").as_bytes().try_into().unwrap()), Some(eight));
            prop_assert_eq!(number(bytes).is_some(), bytes.iter().all(u8::is_ascii_digit));
        }
    }
}
