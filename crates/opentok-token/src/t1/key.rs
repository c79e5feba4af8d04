use super::mac::HmacSha1;
use crate::api_key::ApiKey;
use crate::inline::InlineStr;
use crate::secret::ApiSecret;

/// What signing a T1 token starts from: the keyed state, and the header up to the signature.
#[derive(Clone)]
pub(crate) struct T1Key {
    pub(super) mac: HmacSha1,
    header: InlineStr<{ "partner_id=&sig=".len() + ApiKey::MAX_LEN }>,
}

impl T1Key {
    pub(crate) fn new(key: &ApiKey, secret: ApiSecret<'_>) -> Self {
        let header = InlineStr::concat(&[b"partner_id=", key.as_bytes(), b"&sig="]);
        Self {
            mac: HmacSha1::new(secret.expose().as_bytes()),
            header: header.expect("a key is ASCII of bounded length"),
        }
    }

    /// `partner_id=`, the key, `&sig=`.
    pub(super) fn header(&self) -> &[u8] {
        self.header.as_bytes()
    }

    /// Whether `signature` is that of `data`, in the same time for every wrong one.
    pub(crate) fn verify(&self, data: &str, signature: &[u8; 20]) -> bool {
        self.mac.verify(data.as_bytes(), signature)
    }
}
