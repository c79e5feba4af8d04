use super::envelope::UntrustedT1;
use super::mac::{Hashing, HmacSha1, LastBlocks};
use super::signature;
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

    /// The signature of `data` with a secret that is not worth keeping.
    #[cfg(all(feature = "alloc", feature = "jwt"))]
    pub(crate) fn sign_with(secret: ApiSecret<'_>, data: &str) -> [u8; signature::DIGITS] {
        signature::write(HmacSha1::new(secret.expose().as_bytes()).sign(data.as_bytes()))
    }

    /// Writes `partner_id=`, the key, `&sig=`.
    #[inline]
    pub(super) fn write_header(&self, out: &mut Cursor<'_>) {
        self.header.write(out);
    }

    /// Begins to check a token's signature, with `end` for the end of its data.
    #[inline]
    pub(crate) fn check<'a>(&'a self, token: &UntrustedT1<'a>, end: &'a mut LastBlocks) -> SignatureCheck<'a> {
        SignatureCheck {
            hashing: self.mac.begin(token.data().as_bytes(), end),
            signature: token.signature(),
        }
    }
}

/// The check of a signature, which may take turns with other work.
pub(crate) struct SignatureCheck<'a> {
    hashing: Hashing<'a>,
    signature: &'a str,
}

impl SignatureCheck<'_> {
    /// Does a part of it.
    #[inline]
    pub(crate) fn step(&mut self) {
        self.hashing.step();
    }

    /// Whether the signature is that of the data, in the same time for every wrong one of its length.
    #[inline]
    pub(crate) fn finish(&mut self) -> bool {
        signature::is(self.hashing.finish(), self.signature.as_bytes())
    }
}
