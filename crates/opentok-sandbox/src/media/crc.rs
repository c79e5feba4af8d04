//! The checksum of ZIP, of files that are not there.
//!
//! A checksum is the rest of a division of polynomials over two elements, and so linear: that of two texts joined follows from
//! theirs, and that of a text with a few bytes changed from the old one and the change.

use super::{affine::Round, file::Piece};

/// `x^32` and so on, the lowest power in the highest bit.
const POLYNOMIAL: u32 = 0xedb8_8320;

/// The power that is one.
const ONE: u32 = 1 << 31;

const TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut rest = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            rest = times_x(rest);
            bit += 1;
        }
        table[byte] = rest;
        byte += 1;
    }
    table
};

/// The checksum of some bytes.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    !divide(!0, bytes)
}

/// The checksum of pieces one after the other.
pub(super) fn crc32_of(pieces: &[Piece]) -> u32 {
    pieces.iter().fold(0, |crc, piece| match piece {
        Piece::Bytes(bytes) => join(crc, crc32(bytes), power(bytes.len())),
        Piece::Rounds { round, count } => rounds(crc, round, *count),
    })
}

fn rounds(mut crc: u32, round: &Round, count: u64) -> u32 {
    let mut blank = round.bytes.clone();
    let mut shifts = Vec::with_capacity(round.numbers.len());
    for number in &round.numbers {
        let end = number.at + number.bytes(0).1;
        blank[number.at..end].fill(0);
        shifts.push((number, power(blank.len() - end)));
    }
    let (blank, whole) = (crc32(&blank), power(blank.len()));
    for index in 0..count {
        let own = shifts.iter().fold(blank, |own, (number, shift)| {
            let (bytes, len) = number.bytes(index);
            own ^ multiply(*shift, divide(0, &bytes[..len]))
        });
        crc = join(crc, own, whole);
    }
    crc
}

/// The checksum of two texts joined; `shift` is the [`power`] of the length of the second.
fn join(first: u32, second: u32, shift: u32) -> u32 {
    multiply(shift, first) ^ second
}

fn divide(rest: u32, bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(rest, |rest, byte| (rest >> 8) ^ TABLE[usize::from(rest as u8 ^ byte)])
}

/// What multiplies by the `x` of `len` bytes.
fn power(len: usize) -> u32 {
    let (mut result, mut square, mut left) = (ONE, ONE >> 8, len);
    while left > 0 {
        if left & 1 == 1 {
            result = multiply(result, square);
        }
        square = multiply(square, square);
        left >>= 1;
    }
    result
}

fn multiply(a: u32, mut b: u32) -> u32 {
    let mut product = 0;
    for bit in (0..32).rev() {
        if a >> bit & 1 == 1 {
            product ^= b;
        }
        b = times_x(b);
    }
    product
}

const fn times_x(value: u32) -> u32 {
    (value >> 1) ^ (POLYNOMIAL & (value & 1).wrapping_neg())
}

#[cfg(test)]
mod tests {
    use alloc::sync::Arc;

    use super::*;

    #[test]
    fn the_checksum_is_the_published_one() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn the_checksum_of_rounds_is_that_of_their_bytes() {
        let mut round = Round::default();
        round.put(b"head");
        round.put_be64(7, 1600);
        round.put(b"samples");
        round.put_flv(80, 1600);
        let mut whole = b"before".to_vec();
        for index in 0..300 {
            round.write(index, &mut whole);
        }
        whole.extend_from_slice(b"after");
        let pieces = [
            Piece::Bytes(b"before".as_slice().into()),
            Piece::Rounds {
                round: Arc::new(round),
                count: 300,
            },
            Piece::Bytes(b"after".as_slice().into()),
        ];
        assert_eq!(crc32_of(&pieces), crc32(&whole));
    }
}
