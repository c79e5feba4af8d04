//! Percent-encoding: how texts stand in a URL.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but what RFC 3986 calls unreserved: no reader on the way has a reason to change the rest.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Adds `name=value` to a query or a form.
pub(crate) fn push_pair(out: &mut String, name: &str, value: &str) {
    push_encoded(out, name);
    out.push('=');
    push_encoded(out, value);
}

/// Adds a segment of a path, or a name or value of a query or a form.
pub(crate) fn push_encoded(out: &mut String, text: &str) {
    // Most texts are ids, which stay as they are.
    if text.bytes().all(|byte| IS_PLAIN[usize::from(byte)]) {
        out.push_str(text);
    } else {
        out.extend(utf8_percent_encode(text, RESERVED));
    }
}

/// Which bytes [`RESERVED`] leaves as they are.
const IS_PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte: u8 = 0;
    while byte < 128 {
        plain[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        byte += 1;
    }
    plain
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_needs_no_encoding() {
        for byte in 0..=u8::MAX {
            let text = char::from(byte).to_string();
            let encoded = utf8_percent_encode(&text, RESERVED).to_string();
            assert_eq!(
                byte.is_ascii() && IS_PLAIN[usize::from(byte)],
                encoded == text,
                "{byte}"
            );
        }
    }
}
