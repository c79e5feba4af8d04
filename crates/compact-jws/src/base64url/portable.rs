//! `base64ct`: any target, any processor.

use base64ct::{Base64UrlUnpadded, Encoding};

pub(super) fn encode(bytes: &[u8], out: &mut [u8]) {
    let written = Base64UrlUnpadded::encode(bytes, out);
    debug_assert!(written.is_ok(), "the buffer is measured for the encoding");
}

/// `out` is as long as the decoded bytes.
pub(super) fn decode(text: &[u8], out: &mut [u8]) -> bool {
    Base64UrlUnpadded::decode(text, out).is_ok()
}
