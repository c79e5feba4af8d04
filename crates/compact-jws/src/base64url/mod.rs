//! Base64url without padding, over slices.
//!
//! Two backends with one signature: `base64-simd` (feature `simd`) and `base64ct`. Both refuse what is not canonical:
//! padding, white space, the other alphabet, a length of 1 modulo 4, and bits left over at the end that are not zero.

mod encoder;
#[cfg(any(test, not(feature = "simd")))]
mod portable;
#[cfg(feature = "simd")]
mod simd;

#[cfg(not(feature = "simd"))]
use portable as backend;
#[cfg(feature = "simd")]
use simd as backend;

pub(crate) use encoder::Encoder;

/// The length of `n` bytes once encoded.
pub(crate) const fn encoded_len(n: usize) -> usize {
    // Saturates, so that a length nobody can allocate stays one that does not fit.
    (n / 3).saturating_mul(4).saturating_add([0, 2, 3][n % 3])
}

/// The length of what `n` characters decode to.
pub(crate) const fn decoded_len(n: usize) -> usize {
    n / 4 * 3 + [0, 0, 1, 2][n % 4]
}

/// Whether `text` is the encoding of some bytes: the one that [`encode`] writes.
pub(crate) fn is_canonical(text: &[u8]) -> bool {
    let spare_bits = match text.len() % 4 {
        0 => 0,
        2 => 0b1111,
        3 => 0b11,
        _ => return false,
    };
    let tail_is_zero = text.last().is_none_or(|&last| sextet(last) & spare_bits == 0);
    // No early exit: the loop then runs on whole vectors.
    tail_is_zero && text.iter().fold(true, |all, &byte| all & is_in_alphabet(byte))
}

/// Encodes `bytes` into `out`, which is [`encoded_len`] bytes long.
pub(crate) fn encode(bytes: &[u8], out: &mut [u8]) {
    backend::encode(bytes, out);
}

/// Decodes `text` into the front of `out`; `None` if it is not canonical or `out` is too short.
pub(crate) fn decode<'o>(text: &[u8], out: &'o mut [u8]) -> Option<&'o mut [u8]> {
    let out = out.get_mut(..decoded_len(text.len()))?;
    backend::decode(text, out).then_some(out)
}

/// Encodes the first `len` bytes of `buffer` where they stand; `buffer` is [`encoded_len`] bytes long.
///
/// Works from the last chunk to the first: chunk `i` moves from `i * 96` to `i * 128`, so it never lands on bytes that
/// are still to be read, and only the chunk in hand needs a second place.
pub(crate) fn encode_in_place(buffer: &mut [u8], len: usize) {
    let mut chunk = [0; CHUNK];
    for start in (0..len).step_by(CHUNK).rev() {
        let size = CHUNK.min(len - start);
        let bytes = &mut chunk[..size];
        bytes.copy_from_slice(&buffer[start..start + size]);
        let at = encoded_len(start);
        encode(bytes, &mut buffer[at..at + encoded_len(size)]);
    }
}

const fn is_in_alphabet(byte: u8) -> bool {
    // Arithmetic and no short circuit, for the same reason as in `is_canonical`.
    let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let digit = byte.wrapping_sub(b'0') < 10;
    letter | digit | (byte == b'-') | (byte == b'_')
}

/// The six bits of a letter of the alphabet; anything for another byte.
const fn sextet(byte: u8) -> u8 {
    match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'-' => 62,
        _ => 63,
    }
}

/// A multiple of 3, so that only the last chunk ends off a group; longer than an HMAC.
const CHUNK: usize = 96;

#[cfg(test)]
mod tests {
    use alloc::{vec, vec::Vec};

    use proptest::prelude::*;

    use super::*;

    type Backend = (fn(&[u8], &mut [u8]), fn(&[u8], &mut [u8]) -> bool);

    const BACKENDS: &[Backend] = &[
        (portable::encode, portable::decode),
        #[cfg(feature = "simd")]
        (simd::encode, simd::decode),
    ];

    fn encode_with(backend: &Backend, bytes: &[u8]) -> Vec<u8> {
        let mut text = vec![0; encoded_len(bytes.len())];
        backend.0(bytes, &mut text);
        text
    }

    fn decode_with(backend: &Backend, text: &[u8]) -> Option<Vec<u8>> {
        let mut bytes = vec![0; decoded_len(text.len())];
        backend.1(text, &mut bytes).then_some(bytes)
    }

    #[test]
    fn rfc_4648_section_10() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg"),
            ("fo", "Zm8"),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg"),
            ("foobar", "Zm9vYmFy"),
        ] {
            for backend in BACKENDS {
                assert_eq!(encode_with(backend, bytes.as_bytes()), text.as_bytes());
                assert_eq!(decode_with(backend, text.as_bytes()).as_deref(), Some(bytes.as_bytes()));
            }
        }
        let mut out = [0; 4];
        encode(&[0xfb, 0xff, 0xbf], &mut out);
        assert_eq!(&out, b"-_-_");
    }

    #[test]
    fn every_short_text_is_judged_alike() {
        for first in 0..=u8::MAX {
            for second in 0..=u8::MAX {
                for text in [
                    &[first, second][..],
                    &[b'A', first, second],
                    &[b'A', b'A', first, second],
                ] {
                    for backend in BACKENDS {
                        assert_eq!(decode_with(backend, text).is_some(), is_canonical(text), "{text:?}");
                    }
                }
            }
            assert!(!is_canonical(&[first]));
        }
    }

    #[test]
    fn an_output_that_is_too_short_is_refused() {
        assert!(decode(b"Zm9v", &mut [0; 2]).is_none());
        assert!(decode(b"Zm9v", &mut [0; 3]).is_some());
    }

    proptest! {
        #[test]
        fn there_is_one_encoding(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
            let text = encode_with(&BACKENDS[0], &bytes);
            prop_assert!(is_canonical(&text));
            for backend in BACKENDS {
                prop_assert_eq!(&encode_with(backend, &bytes), &text);
                prop_assert_eq!(decode_with(backend, &text), Some(bytes.clone()));
            }

            let mut in_place = bytes.clone();
            in_place.resize(text.len(), 0);
            encode_in_place(&mut in_place, bytes.len());
            prop_assert_eq!(&in_place, &text);

            let mut streamed = vec![0; text.len()];
            let mut encoder = Encoder::new(&mut streamed);
            bytes.chunks(bytes.len() % 97 + 1).for_each(|part| encoder.push(part));
            prop_assert_eq!(encoder.finish(), text.len());
            prop_assert_eq!(&streamed, &text);
        }

        #[test]
        fn whatever_else_is_no_encoding(
            mut text in "[A-Za-z0-9_-]{1,300}".prop_map(Vec::from),
            place in any::<prop::sample::Index>(),
            byte in any::<u8>(),
        ) {
            *place.get_mut(&mut text) = byte;
            for backend in BACKENDS {
                let decoded = decode_with(backend, &text);
                prop_assert_eq!(decoded.is_some(), is_canonical(&text));
                if let Some(bytes) = decoded {
                    prop_assert_eq!(encode_with(backend, &bytes), &*text);
                }
            }
        }
    }
}
