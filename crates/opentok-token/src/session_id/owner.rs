use super::SessionId;
use super::digit::value;
use crate::base64::{self, Alphabet};

/// What the ids of one owner's sessions begin with behind their prefix, still encoded.
///
/// Comparing this way costs a signature nearly nothing; decoding an id would cost a tenth of it.
#[derive(Clone)]
pub(crate) struct OwnerFront {
    /// The digits that the owner's name alone decides.
    digits: [u8; Self::MAX_DIGITS],
    len: u8,
    /// How many high bits of the next digit it decides, and what they are.
    bits: u8,
    high: u8,
}

impl OwnerFront {
    const MAX_OWNER: usize = 64;
    const MAX_DIGITS: usize = base64::encoded_len(Self::MAX_OWNER + 3);

    /// `owner` is at most 64 bytes long.
    pub(crate) fn new(owner: &[u8]) -> Self {
        let mut plain = [0; Self::MAX_OWNER + 5];
        plain[..2].copy_from_slice(b"1~");
        plain[2..2 + owner.len()].copy_from_slice(owner);
        plain[2 + owner.len()] = b'~';
        let known = owner.len() + 3;
        let mut digits = [0; Self::MAX_DIGITS];
        base64::encode(Alphabet::UrlSafe, &plain[..known.next_multiple_of(3)], &mut digits);
        let len = known * 8 / 6;
        let bits = known * 8 % 6;
        let high = if bits == 0 {
            0
        } else {
            value(digits[len]).unwrap_or_default() >> (6 - bits)
        };
        let narrow = |number: usize| u8::try_from(number).expect("at most 92");
        Self {
            digits,
            len: narrow(len),
            bits: narrow(bits),
            high,
        }
    }

    pub(crate) fn owns(&self, session: &SessionId) -> bool {
        let len = usize::from(self.len);
        let body = &session.as_bytes()[2..];
        body.starts_with(&self.digits[..len])
            && (self.bits == 0
                || body
                    .get(len)
                    .and_then(|digit| value(*digit))
                    .map(|value| value >> (6 - self.bits))
                    == Some(self.high))
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::String;

    use proptest::prelude::*;

    use super::*;

    fn id(payload: &str) -> SessionId {
        let mut text = [0; 400];
        base64::encode(Alphabet::UrlSafe, payload.as_bytes(), &mut text);
        let text = core::str::from_utf8(&text[..base64::encoded_len(payload.len())]).unwrap();
        format!("1_{}", text.trim_end_matches('=')).parse().unwrap()
    }

    proptest! {
        #[test]
        fn it_tells_what_decoding_tells(owner in "[0-9]{1,9}|[a-z0-9-]{1,64}", other in "[0-9]{1,9}", rest in "[0-9A-Za-z~.]{0,40}") {
            for name in [&owner, &other, &format!("{owner}0"), &String::from(&owner[1..])] {
                prop_assume!(!name.is_empty() && name.len() <= 64);
                let session = id(&format!("1~{owner}~~{rest}"));
                let expected = session.payload().owner() == name.as_str();
                prop_assert_eq!(OwnerFront::new(name.as_bytes()).owns(&session), expected);
            }
        }
    }
}
