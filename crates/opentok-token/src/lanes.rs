//! Sixteen bytes at a time, behind one signature for each question, so that the vectorised and the portable answer
//! can take each other's place.

#[cfg(not(feature = "simd"))]
pub(crate) use portable::{equal, hex, not_alphanumeric, replace};
#[cfg(feature = "simd")]
pub(crate) use vectorised::{equal, hex, not_alphanumeric, replace};

/// As many as are looked at together.
pub(crate) const LEN: usize = 16;

pub(crate) type Lanes = [u8; LEN];

/// The first bytes of a longer text, if it has so many.
#[inline(always)]
pub(crate) fn at(text: &[u8], at: usize) -> Option<&Lanes> {
    text.get(at..).and_then(<[u8]>::first_chunk)
}

#[cfg(feature = "simd")]
mod vectorised {
    use wide::u8x16;

    use super::Lanes;

    /// Which bytes are `byte`: a bit for each, that of the first one lowest.
    #[inline(always)]
    pub(crate) fn equal(bytes: &Lanes, byte: u8) -> u32 {
        bits(u8x16::new(*bytes).simd_eq(u8x16::splat(byte)))
    }

    /// Which bytes are neither ASCII letters nor digits.
    #[inline(always)]
    pub(crate) fn not_alphanumeric(bytes: &Lanes) -> u32 {
        let bytes = u8x16::new(*bytes);
        let is_letter = is_within(bytes | u8x16::splat(0x20), b'a', b'z');
        bits(!(is_letter | is_within(bytes, b'0', b'9')))
    }

    /// The bytes with every `from` made a `to`.
    #[inline(always)]
    pub(crate) fn replace(bytes: &Lanes, from: u8, to: u8) -> Lanes {
        let bytes = u8x16::new(*bytes);
        (bytes ^ (bytes.simd_eq(u8x16::splat(from)) & u8x16::splat(from ^ to))).to_array()
    }

    /// Two lower-case hex digits for each byte.
    #[inline(always)]
    pub(crate) fn hex(bytes: &Lanes) -> [Lanes; 2] {
        let low = u8x16::splat(0x0f);
        let shifted = u8x16::new((u128::from_ne_bytes(*bytes) >> 4).to_ne_bytes());
        let (high, low) = (shifted & low, u8x16::new(*bytes) & low);
        [u8x16::unpack_low(high, low), u8x16::unpack_high(high, low)].map(|values| {
            let is_letter = is_within(values, 10, 15);
            (values + u8x16::splat(b'0') + (is_letter & u8x16::splat(b'a' - b'0' - 10))).to_array()
        })
    }

    #[inline(always)]
    fn is_within(bytes: u8x16, first: u8, last: u8) -> u8x16 {
        let distance = bytes - u8x16::splat(first);
        distance.min(u8x16::splat(last - first)).simd_eq(distance)
    }

    #[inline(always)]
    fn bits(lanes: u8x16) -> u32 {
        u32::from(lanes.to_bitmask() as u16)
    }
}

#[cfg(any(not(feature = "simd"), test))]
mod portable {
    use super::Lanes;

    pub(crate) fn equal(bytes: &Lanes, byte: u8) -> u32 {
        bits(bytes, |other| other == byte)
    }

    pub(crate) fn not_alphanumeric(bytes: &Lanes) -> u32 {
        bits(bytes, |byte| !byte.is_ascii_alphanumeric())
    }

    pub(crate) fn replace(bytes: &Lanes, from: u8, to: u8) -> Lanes {
        bytes.map(|byte| if byte == from { to } else { byte })
    }

    pub(crate) fn hex(bytes: &Lanes) -> [Lanes; 2] {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut digits = [[0; 16]; 2];
        for (pair, byte) in digits.as_flattened_mut().as_chunks_mut().0.iter_mut().zip(bytes) {
            *pair = [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
        }
        digits
    }

    fn bits(bytes: &Lanes, is: impl Fn(u8) -> bool) -> u32 {
        bytes
            .iter()
            .rev()
            .fold(0, |bits, byte| bits << 1 | u32::from(is(*byte)))
    }
}

#[cfg(all(test, feature = "simd"))]
mod tests {
    use proptest::prelude::*;

    use super::{LEN, Lanes, portable, vectorised};

    #[test]
    fn every_byte_is_told_apart_alike_in_every_place() {
        for byte in 0..=u8::MAX {
            for at in 0..LEN {
                for around in [0, b'a', b'%', 0xff] {
                    let mut bytes = [around; LEN];
                    bytes[at] = byte;
                    for sought in [b'%', b'&', b'+', byte] {
                        assert_eq!(vectorised::equal(&bytes, sought), portable::equal(&bytes, sought));
                    }
                    assert_eq!(vectorised::not_alphanumeric(&bytes), portable::not_alphanumeric(&bytes));
                    assert_eq!(vectorised::hex(&bytes), portable::hex(&bytes));
                    assert_eq!(
                        vectorised::replace(&bytes, byte, b' '),
                        portable::replace(&bytes, byte, b' ')
                    );
                }
            }
        }
    }

    proptest! {
        #[test]
        fn both_answer_every_question_alike(bytes: Lanes, from: u8, to: u8) {
            prop_assert_eq!(vectorised::equal(&bytes, from), portable::equal(&bytes, from));
            prop_assert_eq!(vectorised::not_alphanumeric(&bytes), portable::not_alphanumeric(&bytes));
            prop_assert_eq!(vectorised::replace(&bytes, from, to), portable::replace(&bytes, from, to));
            prop_assert_eq!(vectorised::hex(&bytes), portable::hex(&bytes));
        }
    }
}
