use core::fmt;
use core::sync::atomic::{AtomicU64, Ordering};

use http::HeaderValue;

/// The name of one request, in its reply and in the log.
#[derive(Clone, Eq, PartialEq)]
pub struct RequestId(Text);

/// A name of this server's is made for every request, and held in place.
#[derive(Clone, Eq, PartialEq)]
enum Text {
    Fresh([u8; 16]),
    Given(HeaderValue),
}

impl RequestId {
    /// The name as it travels.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Text::Fresh(digits) => core::str::from_utf8(digits).unwrap_or_default(),
            Text::Given(value) => value.to_str().unwrap_or_default(),
        }
    }

    /// The name as a header.
    pub fn to_header(&self) -> HeaderValue {
        match &self.0 {
            Text::Fresh(digits) => HeaderValue::from_bytes(digits).expect("digits are legal in a header"),
            Text::Given(value) => value.clone(),
        }
    }
}

impl fmt::Debug for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RequestId({self})")
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Names requests: the caller's own name where it is harmless, else sixteen hexadecimal digits.
#[derive(Debug)]
pub struct RequestIds {
    next: AtomicU64,
}

impl RequestIds {
    /// The longest name taken over from a caller, in bytes.
    pub const MAX_LEN: usize = 128;

    /// Names that begin at `seed`: random, so that two servers do not give the same.
    pub const fn new(seed: u64) -> Self {
        Self {
            next: AtomicU64::new(seed),
        }
    }

    /// The id of a request that came with this `x-request-id`.
    pub fn id(&self, given: Option<&HeaderValue>) -> RequestId {
        RequestId(match given {
            Some(value) if is_harmless(value.as_bytes()) => Text::Given(value.clone()),
            _ => Text::Fresh(self.fresh()),
        })
    }

    fn fresh(&self) -> [u8; 16] {
        let bits = scatter(self.next.fetch_add(1, Ordering::Relaxed));
        let mut text = [0; 16];
        for (at, digit) in text.iter_mut().enumerate() {
            let nibble = (bits >> (60 - 4 * at)) & 0xf;
            *digit = b"0123456789abcdef"[usize::try_from(nibble).expect("four bits")];
        }
        text
    }
}

fn is_harmless(text: &[u8]) -> bool {
    let harmless = |byte: &u8| byte.is_ascii_alphanumeric() || b"._-".contains(byte);
    (1..=RequestIds::MAX_LEN).contains(&text.len()) && text.iter().all(harmless)
}

/// SplitMix64's last step: one to one, so that no two counts give the same id.
const fn scatter(count: u64) -> u64 {
    let mut bits = count.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_harmless_id_is_kept_up_to_the_limit() {
        let ids = RequestIds::new(1);
        let kept = |text: &str| {
            let given = HeaderValue::from_str(text).unwrap();
            ids.id(Some(&given)).to_header() == given
        };
        assert!(kept("abc-123_X.y"));
        assert!(kept(&"a".repeat(RequestIds::MAX_LEN)));
        assert!(!kept(&"a".repeat(RequestIds::MAX_LEN + 1)));
        for text in ["", "a b", "a;b", "\"", "é"] {
            assert!(!kept(text), "{text}");
        }
    }

    #[test]
    fn fresh_ids_differ() {
        let ids = RequestIds::new(7);
        let first = ids.id(None);
        assert_ne!(first, ids.id(None));
        assert_eq!(first.as_str().len(), 16);
        assert_eq!(first.to_header(), first.as_str());
    }
}
