//! Base64 behind one signature, so that the vectorised and the portable codec can take each other's place.

/// The two alphabets tokens are written in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Alphabet {
    /// With `+` and `/`.
    Standard,
    /// With `-` and `_`.
    UrlSafe,
}

/// Length of `len` bytes once encoded with padding.
pub(crate) const fn encoded_len(len: usize) -> usize {
    len.div_ceil(3) * 4
}

/// Upper bound on the bytes that `len` characters decode to.
pub(crate) const fn decoded_len(len: usize) -> usize {
    len.div_ceil(4) * 3
}

/// Encodes with padding into the front of `out`, which must hold [`encoded_len`] bytes.
pub(crate) fn encode(alphabet: Alphabet, data: &[u8], out: &mut [u8]) {
    let out = &mut out[..encoded_len(data.len())];
    #[cfg(feature = "simd")]
    vectorised::encode(alphabet, data, out);
    #[cfg(not(feature = "simd"))]
    portable::encode(alphabet, data, out);
}

/// Decodes text without padding into the front of `out`, which must hold [`decoded_len`] bytes.
///
/// `None` on a character outside the alphabet, a length of 1 mod 4, or bits set behind the last whole byte.
pub(crate) fn decode<'o>(alphabet: Alphabet, text: &[u8], out: &'o mut [u8]) -> Option<&'o [u8]> {
    #[cfg(feature = "simd")]
    return vectorised::decode(alphabet, text, out);
    #[cfg(not(feature = "simd"))]
    return portable::decode(alphabet, text, out);
}

/// Takes the padding off, if it is right or absent altogether.
pub(crate) fn strip_padding(text: &[u8]) -> Option<&[u8]> {
    let bare = match text {
        [bare @ .., b'=', b'='] | [bare @ .., b'='] => bare,
        bare => return (bare.len() % 4 != 1).then_some(bare),
    };
    (text.len().is_multiple_of(4) && bare.last() != Some(&b'=')).then_some(bare)
}

#[cfg(feature = "simd")]
mod vectorised {
    use base64_simd::{AsOut, Base64, STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};

    use super::Alphabet;

    pub(super) fn encode(alphabet: Alphabet, data: &[u8], out: &mut [u8]) {
        let codec: Base64 = match alphabet {
            Alphabet::Standard => STANDARD,
            Alphabet::UrlSafe => URL_SAFE,
        };
        let _ = codec.encode(data, out.as_out());
    }

    pub(super) fn decode<'o>(alphabet: Alphabet, text: &[u8], out: &'o mut [u8]) -> Option<&'o [u8]> {
        let codec: Base64 = match alphabet {
            Alphabet::Standard => STANDARD_NO_PAD,
            Alphabet::UrlSafe => URL_SAFE_NO_PAD,
        };
        codec.decode(text, out.as_out()).ok().map(|bytes| &*bytes)
    }
}

#[cfg(any(not(feature = "simd"), test))]
mod portable {
    use base64ct::{Base64, Base64Unpadded, Base64Url, Base64UrlUnpadded, Encoding};

    use super::Alphabet;

    pub(super) fn encode(alphabet: Alphabet, data: &[u8], out: &mut [u8]) {
        match alphabet {
            Alphabet::Standard => Base64::encode(data, out),
            Alphabet::UrlSafe => Base64Url::encode(data, out),
        }
        .expect("the output is as long as the encoding");
    }

    pub(super) fn decode<'o>(alphabet: Alphabet, text: &[u8], out: &'o mut [u8]) -> Option<&'o [u8]> {
        match alphabet {
            Alphabet::Standard => Base64Unpadded::decode(text, out),
            Alphabet::UrlSafe => Base64UrlUnpadded::decode(text, out),
        }
        .ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_is_right_or_absent() {
        assert_eq!(strip_padding(b"QUI="), Some(&b"QUI"[..]));
        assert_eq!(strip_padding(b"QQ=="), Some(&b"QQ"[..]));
        assert_eq!(strip_padding(b"QUJD"), Some(&b"QUJD"[..]));
        assert_eq!(strip_padding(b"QQ"), Some(&b"QQ"[..]));
        assert_eq!(strip_padding(b""), Some(&b""[..]));
        for wrong in [&b"Q"[..], b"QUJDR", b"QQ=", b"QUJD=", b"QUJD==", b"Q===", b"====", b"="] {
            assert_eq!(strip_padding(wrong), None, "{wrong:?}");
        }
    }

    #[cfg(feature = "simd")]
    mod agreement {
        use proptest::prelude::*;

        use super::super::*;

        const ALPHABETS: [Alphabet; 2] = [Alphabet::Standard, Alphabet::UrlSafe];

        proptest! {
            #[test]
            fn both_codecs_write_the_same(data in proptest::collection::vec(any::<u8>(), 0..600)) {
                for alphabet in ALPHABETS {
                    let mut fast = [0; 900];
                    let mut plain = [0; 900];
                    let len = encoded_len(data.len());
                    vectorised::encode(alphabet, &data, &mut fast[..len]);
                    portable::encode(alphabet, &data, &mut plain[..len]);
                    prop_assert_eq!(fast, plain);
                }
            }

            #[test]
            fn both_codecs_read_and_refuse_the_same(text in "[A-Za-z0-9+/_=-]{0,80}|[A-Za-z0-9+/]{0,80}|[A-Za-z0-9_-]{0,80}|.{0,40}") {
                for alphabet in ALPHABETS {
                    let mut fast = [0; 200];
                    let mut plain = [0; 200];
                    prop_assert_eq!(
                        vectorised::decode(alphabet, text.as_bytes(), &mut fast),
                        portable::decode(alphabet, text.as_bytes(), &mut plain)
                    );
                }
            }
        }
    }
}
