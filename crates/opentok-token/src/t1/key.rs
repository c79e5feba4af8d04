use super::mac::HmacSha1;
use super::signature::Signature;
use crate::api_key::ApiKey;
use crate::cursor::Cursor;
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

    /// Writes `partner_id=`, the key, `&sig=`.
    #[inline]
    pub(super) fn write_header(&self, out: &mut Cursor<'_>) {
        self.header.write(out);
    }

    /// Whether `signature` is that of `data`, in the same time for every wrong one of its length.
    pub(crate) fn verify(&self, data: &str, signature: &str) -> bool {
        Signature::new(self.mac.sign(data.as_bytes())).is(signature.as_bytes())
    }
}
