//! Decimal digits, eight at a time: each in a byte of one word.

/// The number that ten digits stand for.
pub(super) fn of_ten_digits(text: &[u8]) -> Option<u64> {
    let (eight, [tens, ones]) = text.split_first_chunk()? else {
        return None;
    };
    let digit = |byte: u8| byte.is_ascii_digit().then(|| u64::from(byte - b'0'));
    Some(number(*eight)? * 100 + digit(*tens)? * 10 + digit(*ones)?)
}

/// The number that eight digits stand for.
fn number(digits: [u8; 8]) -> Option<u64> {
    let text = u64::from_le_bytes(digits);
    let ones = text.wrapping_sub(u64::from(b'0') * EACH);
    // Above `9` the first sum reaches the high bit, below `0` the difference does.
    let is_decimal = (text.wrapping_add((0x80 - u64::from(b'9') - 1) * EACH) | ones) & (0x80 * EACH) == 0;
    let twos = (ones.wrapping_mul(10).wrapping_add(ones >> 8)) & 0x00ff_00ff_00ff_00ff;
    let fours = (twos.wrapping_mul(100).wrapping_add(twos >> 16)) & 0x0000_ffff_0000_ffff;
    let eight = (fours.wrapping_mul(10_000).wrapping_add(fours >> 32)) & 0xffff_ffff;
    is_decimal.then_some(eight)
}

/// The digits of a number that has ten.
pub(super) fn ten_digits(number: u64) -> Option<[u8; 10]> {
    let front = u8::try_from(number / 100_000_000).ok()?;
    let mut digits = [0; 10];
    digits[0] = b'0' + front / 10;
    digits[1] = b'0' + front % 10;
    digits[2..].copy_from_slice(&eight_digits(number % 100_000_000));
    (10..100).contains(&front).then_some(digits)
}

/// The eight digits of a number below 100,000,000: first halves of four, then of two, then each.
const fn eight_digits(number: u64) -> [u8; 8] {
    let fours = (number / 10_000) | ((number % 10_000) << 32);
    let hundreds = ((fours * 10_486) >> 20) & 0x0000_007f_0000_007f;
    let twos = hundreds | ((fours - hundreds * 100) << 16);
    let tens = ((twos * 103) >> 10) & 0x000f_000f_000f_000f;
    let ones = tens | ((twos - tens * 10) << 8);
    (ones + b'0' as u64 * EACH).to_le_bytes()
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

    #[test]
    fn the_first_and_the_last_number_of_ten_digits_are_written() {
        assert_eq!(ten_digits(999_999_999), None);
        assert_eq!(ten_digits(1_000_000_000), Some(*b"1000000000"));
        assert_eq!(ten_digits(9_999_999_999), Some(*b"9999999999"));
        assert_eq!(ten_digits(10_000_000_000), None);
        assert_eq!(ten_digits(u64::MAX), None);
    }

    proptest! {
        #[test]
        fn ten_digits_are_those_of_a_number_that_has_ten(number in prop_oneof![any::<u64>(), 0..20_000_000_000_u64]) {
            let text = format!("{number}");
            prop_assert_eq!(ten_digits(number).is_some(), text.len() == 10);
            if let Some(digits) = ten_digits(number) {
                prop_assert_eq!(&digits[..], text.as_bytes());
            }
        }

        #[test]
        fn eight_digits_are_their_number(eight in 0..100_000_000_u64, bytes: [u8; 8]) {
            prop_assert_eq!(number(format!("{eight:08}").as_bytes().try_into().unwrap()), Some(eight));
            prop_assert_eq!(number(bytes).is_some(), bytes.iter().all(u8::is_ascii_digit));
        }
    }
}
