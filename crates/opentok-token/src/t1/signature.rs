use subtle::ConstantTimeEq;

/// A token's signature as it stands there: 40 lower-case hex digits, eight to a word.
///
/// It is compared in this form, so that a text need not be read as hex first: every text that is not exactly
/// the right one is wrong.
pub(super) struct Signature([u64; 5]);

impl Signature {
    pub(super) const DIGITS: usize = 40;

    pub(super) fn new(hash: [u8; 20]) -> Self {
        let mut words = [0; 5];
        for (word, four) in words.iter_mut().zip(hash.as_chunks().0) {
            *word = hex(u32::from_be_bytes(*four));
        }
        Self(words)
    }

    pub(super) fn digits(&self) -> [u8; Self::DIGITS] {
        let mut text = [0; Self::DIGITS];
        for (eight, word) in text.as_chunks_mut().0.iter_mut().zip(self.0) {
            *eight = word.to_be_bytes();
        }
        text
    }

    /// Whether `text` is this signature, in the same time for every wrong one of its length.
    pub(super) fn is(&self, text: &[u8]) -> bool {
        let Ok(text) = <&[u8; Self::DIGITS]>::try_from(text) else {
            return false;
        };
        let words: &[[u8; 8]] = text.as_chunks().0;
        let differing = words
            .iter()
            .zip(self.0)
            .fold(0, |bits, (eight, word)| bits | (u64::from_be_bytes(*eight) ^ word));
        differing.ct_eq(&0).into()
    }
}

/// A number's eight lower-case hex digits, the first one in the highest byte. All at once, in the bytes of one word.
const fn hex(number: u32) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let mut digits = number as u64;
    digits = (digits | (digits << 16)) & 0x0000_ffff_0000_ffff;
    digits = (digits | (digits << 8)) & 0x00ff_00ff_00ff_00ff;
    digits = (digits | (digits << 4)) & 0x0f0f_0f0f_0f0f_0f0f;
    let letters = ((digits + 6 * EACH) >> 4) & EACH;
    digits + b'0' as u64 * EACH + letters * (b'a' - b'0' - 10) as u64
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::String;

    use proptest::prelude::*;

    use super::*;

    /// Differences must add up, never cancel: the same change in two words is two changes.
    #[test]
    fn no_two_changes_make_one_right_signature() {
        let signature = Signature::new([0x5a; 20]);
        let right = signature.digits();
        for first in 0..right.len() {
            for second in 0..first {
                let mut changed = right;
                changed[first] ^= 1;
                changed[second] ^= 1;
                assert!(!signature.is(&changed), "{first} and {second}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_signature_is_its_hash_in_hex_and_nothing_else(hash: [u8; 20], at in 0..40_usize, other: u8) {
            let text: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
            let signature = Signature::new(hash);
            prop_assert_eq!(&signature.digits()[..], text.as_bytes());
            prop_assert!(signature.is(text.as_bytes()));
            let mut changed = text.clone().into_bytes();
            changed[at] = other;
            prop_assert_eq!(signature.is(&changed), changed == text.as_bytes());
            prop_assert!(!signature.is(&text.as_bytes()[1..]));
            prop_assert_eq!(signature.is(text.to_uppercase().as_bytes()), text == text.to_uppercase());
        }
    }
}
