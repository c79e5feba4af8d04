//! As much DER (X.690) as an RSA key needs, strictly: one way to write each thing.

use crate::KeyError;

/// Takes the PKCS#1 public key out of a SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7).
pub(super) fn unwrap_spki(der: &[u8]) -> Result<&[u8], KeyError> {
    let mut info = whole(der, SEQUENCE)?;
    expect_rsa(info.read(SEQUENCE)?)?;
    let key = info.read(BIT_STRING)?;
    info.end()?;
    match key {
        [0, key @ ..] => Ok(key),
        _ => Err(KeyError::Der),
    }
}

/// Takes the PKCS#1 private key out of a PrivateKeyInfo (RFC 5208, section 5).
pub(super) fn unwrap_pkcs8(der: &[u8]) -> Result<&[u8], KeyError> {
    let mut info = whole(der, SEQUENCE)?;
    if info.read(INTEGER)? != [0] {
        return Err(KeyError::Der);
    }
    expect_rsa(info.read(SEQUENCE)?)?;
    // Attributes may follow; `ring` decides about them.
    info.read(OCTET_STRING)
}

/// Checks the form of a PKCS#1 public key (RFC 8017, appendix A.1.1) and gives the length of its modulus in bits.
pub(super) fn public_bits(der: &[u8]) -> Result<usize, KeyError> {
    let mut key = whole(der, SEQUENCE)?;
    let modulus = key.positive()?;
    let exponent = key.positive()?;
    key.end()?;
    let is_odd = |number: &[u8]| number.last().is_some_and(|last| last & 1 == 1);
    // The bounds of `ring`: 3 to 33 bits.
    let exponent_is_sound = (2..=33).contains(&bits(exponent)) && is_odd(exponent);
    if is_odd(modulus) && exponent_is_sound {
        Ok(bits(modulus))
    } else {
        Err(KeyError::Components)
    }
}

/// Checks the form of a PKCS#1 private key (RFC 8017, appendix A.1.2) and gives the length of its modulus in bits.
pub(super) fn private_bits(der: &[u8]) -> Result<usize, KeyError> {
    let mut key = whole(der, SEQUENCE)?;
    // Version 0: two primes.
    if key.read(INTEGER)? != [0] {
        return Err(KeyError::Der);
    }
    let modulus = key.positive()?;
    for _ in ["e", "d", "p", "q", "d mod p-1", "d mod q-1", "1/q mod p"] {
        key.positive()?;
    }
    key.end()?;
    Ok(bits(modulus))
}

fn expect_rsa(algorithm: &[u8]) -> Result<(), KeyError> {
    let mut algorithm = Reader(algorithm);
    if algorithm.read(OBJECT_IDENTIFIER)? != RSA_ENCRYPTION {
        return Err(KeyError::NotRsa);
    }
    if !algorithm.read(NULL)?.is_empty() {
        return Err(KeyError::Der);
    }
    algorithm.end()
}

fn whole(der: &[u8], tag: u8) -> Result<Reader<'_>, KeyError> {
    let mut outer = Reader(der);
    let content = outer.read(tag)?;
    outer.end()?;
    Ok(Reader(content))
}

/// The length of a number without leading zeros.
fn bits(number: &[u8]) -> usize {
    number
        .first()
        .map_or(0, |first| number.len() * 8 - first.leading_zeros() as usize)
}

struct Reader<'d>(&'d [u8]);

impl<'d> Reader<'d> {
    /// Reads one element of this tag and gives its content.
    fn read(&mut self, tag: u8) -> Result<&'d [u8], KeyError> {
        let (len, rest) = match *self.0 {
            [found, ..] if found != tag => return Err(KeyError::Der),
            [_, len @ 0..=0x7f, ref rest @ ..] => (usize::from(len), rest),
            [_, 0x81, len @ 0x80..=0xff, ref rest @ ..] => (usize::from(len), rest),
            [_, 0x82, high @ 1..=0xff, low, ref rest @ ..] => (usize::from(high) << 8 | usize::from(low), rest),
            _ => return Err(KeyError::Der),
        };
        let (content, rest) = rest.split_at_checked(len).ok_or(KeyError::Der)?;
        self.0 = rest;
        Ok(content)
    }

    /// Reads an integer above zero and gives it without the byte for the sign.
    fn positive(&mut self) -> Result<&'d [u8], KeyError> {
        match self.read(INTEGER)? {
            [0, number @ ..] if number.first().is_some_and(|first| *first >= 0x80) => Ok(number),
            number @ [0x01..=0x7f, ..] => Ok(number),
            _ => Err(KeyError::Der),
        }
    }

    fn end(&self) -> Result<(), KeyError> {
        if self.0.is_empty() { Ok(()) } else { Err(KeyError::Der) }
    }
}

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const NULL: u8 = 0x05;
const OBJECT_IDENTIFIER: u8 = 0x06;
const SEQUENCE: u8 = 0x30;

/// 1.2.840.113549.1.1.1
const RSA_ENCRYPTION: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_written_one_way() {
        for (der, content) in [
            (&[4, 0][..], Some(0)),
            (&[4, 1, 9], Some(1)),
            (&[4, 0x81, 1, 9], None),
            (&[4, 0x82, 0, 1, 9], None),
            (&[4, 0x80, 9, 0, 0], None),
            (&[4, 0x83, 0, 0, 1, 9], None),
            (&[4, 2, 9], None),
            (&[4], None),
            (&[5, 0], None),
            (&[], None),
        ] {
            assert_eq!(Reader(der).read(OCTET_STRING).ok().map(<[u8]>::len), content, "{der:?}");
        }
        let mut long = [0; 0x1_0000];
        long[..3].copy_from_slice(&[4, 0x81, 0xff]);
        assert_eq!(Reader(&long).read(OCTET_STRING).map(<[u8]>::len), Ok(0xff));
        long[..4].copy_from_slice(&[4, 0x82, 0xff, 0xfd]);
        assert_eq!(Reader(&long).read(OCTET_STRING).map(<[u8]>::len), Err(KeyError::Der));
        long[..4].copy_from_slice(&[4, 0x82, 0xff, 0xfc]);
        assert_eq!(Reader(&long).read(OCTET_STRING).map(<[u8]>::len), Ok(0xfffc));
    }

    #[test]
    fn an_integer_is_positive_and_short() {
        for (der, number) in [
            (&[2, 1, 1][..], Some(&[1][..])),
            (&[2, 1, 0x7f], Some(&[0x7f])),
            (&[2, 2, 0, 0x80], Some(&[0x80])),
            (&[2, 1, 0], None),
            (&[2, 1, 0x80], None),
            (&[2, 2, 0, 0x7f], None),
            (&[2, 0], None),
        ] {
            assert_eq!(Reader(der).positive().ok(), number, "{der:?}");
        }
    }

    #[test]
    fn bits_are_counted_from_the_first_one() {
        for (number, expected) in [
            (&[1][..], 1),
            (&[3], 2),
            (&[0x80], 8),
            (&[1, 0, 1], 17),
            (&[0xff; 256], 2048),
        ] {
            assert_eq!(bits(number), expected);
        }
    }

    #[test]
    fn an_unsound_public_key_is_refused() {
        let key = |modulus: &[u8], exponent: &[u8]| {
            let mut der = alloc::vec![SEQUENCE, (4 + modulus.len() + exponent.len()) as u8];
            for number in [modulus, exponent] {
                der.extend([INTEGER, number.len() as u8]);
                der.extend(number);
            }
            public_bits(&der)
        };
        assert_eq!(key(&[0x55], &[3]), Ok(7));
        for (modulus, exponent) in [(0x54, 3), (0x55, 1), (0x55, 4)] {
            assert_eq!(key(&[modulus], &[exponent]), Err(KeyError::Components));
        }
        assert_eq!(key(&[0x55], &[1, 0, 0, 0, 1]), Ok(7));
        assert_eq!(key(&[0x55], &[2, 0, 0, 0, 1]), Err(KeyError::Components));
    }

    fn element(tag: u8, content: &[u8]) -> alloc::vec::Vec<u8> {
        [&[tag, content.len() as u8], content].concat()
    }

    #[test]
    fn nothing_stands_behind_what_belongs_there() {
        let (modulus, exponent) = (element(INTEGER, &[0x55]), element(INTEGER, &[3]));
        let more = element(NULL, &[]);
        let key = element(SEQUENCE, &[&*modulus, &exponent].concat());
        assert_eq!(public_bits(&key), Ok(7));
        assert_eq!(public_bits(&[&*key, &more].concat()), Err(KeyError::Der));
        let with_more = element(SEQUENCE, &[&*modulus, &exponent, &more].concat());
        assert_eq!(public_bits(&with_more), Err(KeyError::Der));

        let identifier = element(OBJECT_IDENTIFIER, &RSA_ENCRYPTION);
        let algorithm = element(SEQUENCE, &[&*identifier, &more].concat());
        let bits = element(BIT_STRING, &[&[0], &*key].concat());
        let info = element(SEQUENCE, &[&*algorithm, &bits].concat());
        assert_eq!(unwrap_spki(&info), Ok(&*key));
        let with_more = element(SEQUENCE, &[&*algorithm, &bits, &more].concat());
        assert_eq!(unwrap_spki(&with_more), Err(KeyError::Der));
        let algorithm = element(SEQUENCE, &[&*identifier, &more, &more].concat());
        let with_more = element(SEQUENCE, &[&*algorithm, &bits].concat());
        assert_eq!(unwrap_spki(&with_more), Err(KeyError::Der));
    }
}
