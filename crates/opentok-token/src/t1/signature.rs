use subtle::ConstantTimeEq;

use super::mac::Hash;
use crate::lanes;

/// How many digits a signature has.
pub(super) const DIGITS: usize = 40;

/// A hash as a token has it: in lower-case hex.
pub(super) fn write([a, b, c, d, e]: Hash) -> [u8; DIGITS] {
    let front = [a, b, c, d].map(u32::to_be_bytes);
    let end = [e, 0, 0, 0].map(u32::to_be_bytes);
    let mut digits = [0; DIGITS];
    let (front_digits, end_digits) = digits.split_at_mut(2 * lanes::LEN);
    if let (Some(front), Some(end)) = (lanes::at(front.as_flattened(), 0), lanes::at(end.as_flattened(), 0)) {
        front_digits.copy_from_slice(lanes::hex(front).as_flattened());
        end_digits.copy_from_slice(&lanes::hex(end)[0][..8]);
    }
    digits
}

/// Whether `text` is the signature with this hash, in the same time for every wrong one of its length.
///
/// It is compared as it stands there, so that a text need not be read as hex first: every text that is not exactly
/// the right one is wrong.
pub(super) fn is(hash: Hash, text: &[u8]) -> bool {
    let Ok(text) = <&[u8; DIGITS]>::try_from(text) else {
        return false;
    };
    let right = write(hash);
    let words = |text: &[u8; DIGITS]| -> [u64; DIGITS / 8] {
        core::array::from_fn(|at| u64::from_ne_bytes(text.as_chunks().0[at]))
    };
    let pairs = words(&right).into_iter().zip(words(text));
    let differing = pairs.fold(0, |bits, (right, given)| bits | (right ^ given));
    differing.ct_eq(&0).into()
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
        let hash = [0x5a5a_5a5a; 5];
        let right = write(hash);
        for first in 0..right.len() {
            for second in 0..first {
                let mut changed = right;
                changed[first] ^= 1;
                changed[second] ^= 1;
                assert!(!is(hash, &changed), "{first} and {second}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_signature_is_its_hash_in_hex_and_nothing_else(hash: Hash, at in 0..40_usize, other: u8) {
            let text: String = hash.iter().map(|number| format!("{number:08x}")).collect();
            prop_assert_eq!(&write(hash)[..], text.as_bytes());
            prop_assert!(is(hash, text.as_bytes()));
            let mut changed = text.clone().into_bytes();
            changed[at] = other;
            prop_assert_eq!(is(hash, &changed), changed == text.as_bytes());
            prop_assert!(!is(hash, &text.as_bytes()[1..]));
            prop_assert_eq!(is(hash, text.to_uppercase().as_bytes()), text == text.to_uppercase());
        }
    }
}
