//! `base64-simd`: vector instructions, found at run time where there is `std`.

use base64_simd::{AsOut, URL_SAFE_NO_PAD};

pub(super) fn encode(bytes: &[u8], out: &mut [u8]) {
    let written = URL_SAFE_NO_PAD.encode(bytes, out.as_out());
    debug_assert_eq!(written.len(), super::encoded_len(bytes.len()));
}

/// `out` is as long as the decoded bytes.
pub(super) fn decode(text: &[u8], out: &mut [u8]) -> bool {
    URL_SAFE_NO_PAD.decode(text, out.as_out()).is_ok()
}
