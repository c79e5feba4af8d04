use core::fmt;

/// A UUID of version 4, as the service names archives, connections, streams and the rest.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) struct Uuid(u128);

impl Uuid {
    /// Takes 122 bits of chance, and puts version and variant in the place of the rest.
    pub(crate) const fn from_random(random: u128) -> Self {
        let plain = random & !(0xf << 76) & !(0b11 << 62);
        Self(plain | 4 << 76 | 0b10 << 62)
    }

    /// Reads 32 hex digits in groups of 8-4-4-4-12, in either case.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 36 {
            return None;
        }
        let mut value = 0u128;
        for (at, byte) in bytes.iter().enumerate() {
            match (at, byte) {
                (8 | 13 | 18 | 23, b'-') => {}
                (8 | 13 | 18 | 23, _) => return None,
                _ => value = value << 4 | u128::from(char::from(*byte).to_digit(16)?),
            }
        }
        Some(Self(value))
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |shift: u32, mask: u128| self.0 >> shift & mask;
        write!(
            f,
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            part(96, 0xffff_ffff),
            part(80, 0xffff),
            part(64, 0xffff),
            part(48, 0xffff),
            part(0, 0xffff_ffff_ffff)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for random in [0, 1, u128::MAX, 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef] {
            let uuid = Uuid::from_random(random);
            let text = uuid.to_string();
            assert_eq!((text.len(), &text[14..15]), (36, "4"));
            assert!(matches!(&text[19..20], "8" | "9" | "a" | "b"), "{text}");
            assert_eq!(Uuid::parse(&text), Some(uuid));
            assert_eq!(Uuid::parse(&text.to_uppercase()), Some(uuid));
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "30b3ebf1ba364f5b8def6f70d9986fe9",
            "30b3ebf1-ba36-4f5b-8def-6f70d9986fg9",
            "é0b3ebf1-ba36-4f5b-8def-6f70d9986fe",
        ] {
            assert_eq!(Uuid::parse(text), None, "{text}");
        }
    }
}
