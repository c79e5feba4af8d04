//! Which bytes stand for themselves inside a text, eight at a time.

/// How many bytes at the front of `bytes` need no escape: all but `"`, `\` and the control characters.
pub(super) fn run(bytes: &[u8]) -> usize {
    let (words, tail) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let hits = special_bytes(u64::from_le_bytes(*word));
        if hits != 0 {
            return index * 8 + hits.trailing_zeros() as usize / 8;
        }
    }
    // The last bytes of a long run once more, as a whole word; what was plain before is plain again.
    if let (Some(word), false) = (bytes.last_chunk::<8>(), tail.is_empty()) {
        let hits = special_bytes(u64::from_le_bytes(*word));
        return bytes.len() - 8 + hits.trailing_zeros() as usize / 8;
    }
    tail.iter().position(|&byte| is_special(byte)).unwrap_or(tail.len()) + words.len() * 8
}

/// Copies `from` into `to`, which is as long, and says whether all of it was plain.
///
/// Whole words throughout, with an overlap where the length is none: short texts are the rule, and for them a call to the
/// system's copy costs more than the copy.
#[inline]
pub(super) fn copy(from: &[u8], to: &mut [u8]) -> bool {
    if let (Some(last), Some(last_to)) = (from.last_chunk::<8>(), to.last_chunk_mut::<8>()) {
        *last_to = *last;
        if special_bytes(u64::from_le_bytes(*last)) != 0 {
            return false;
        }
        for (word, word_to) in from.as_chunks::<8>().0.iter().zip(to.as_chunks_mut::<8>().0) {
            if special_bytes(u64::from_le_bytes(*word)) != 0 {
                return false;
            }
            *word_to = *word;
        }
        return true;
    }
    for (byte, byte_to) in from.iter().zip(to) {
        if is_special(*byte) {
            return false;
        }
        *byte_to = *byte;
    }
    true
}

const fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// Sets the top bit of each special byte of `word`.
///
/// `x - 1` borrows from the next byte only if `x` is zero, so a false hit can only stand above a true one, and the lowest
/// hit is always true.
const fn special_bytes(word: u64) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const TOPS: u64 = ONES << 7;
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    let hits = (quote.wrapping_sub(ONES) & !quote)
        | (backslash.wrapping_sub(ONES) & !backslash)
        | (word.wrapping_sub(ONES * 0x20) & !word);
    hits & TOPS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_ends_at_the_first_special_byte() {
        for length in 0..40 {
            for at in 0..=length {
                for byte in 0..=u8::MAX {
                    for after in [b'a', 0, 0xff, b'"', b'#', b']', 0x1f, 0x20, 0x21] {
                        let mut bytes = [after; 40];
                        bytes[..at].fill(b'x');
                        if let Some(first) = bytes.get_mut(at) {
                            *first = byte;
                        }
                        let bytes = &bytes[..length];
                        let expected = bytes.iter().position(|&byte| is_special(byte)).unwrap_or(length);
                        assert_eq!(run(bytes), expected);
                    }
                }
            }
        }
    }
}
