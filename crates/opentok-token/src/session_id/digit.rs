//! Digits of URL-safe base64, one at a time.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What a digit stands for.
pub(super) fn value(digit: u8) -> Option<u8> {
    match digit {
        b'A'..=b'Z' => Some(digit - b'A'),
        b'a'..=b'z' => Some(digit - b'a' + 26),
        b'0'..=b'9' => Some(digit - b'0' + 52),
        b'-' => Some(62),
        b'_' => Some(63),
        _ => None,
    }
}

/// The digit like `digit` with its `count` lowest bits cleared.
pub(super) fn without_low_bits(digit: u8, count: u32) -> Option<u8> {
    DIGITS.get(usize::from(value(digit)? >> count << count)).copied()
}
