use alloc::borrow::Cow;

use percent_encoding::percent_decode_str;

/// One segment of a path, percent-decoded once. `None` if an escape is broken or the result is not UTF-8.
///
/// `percent_encoding` passes broken escapes through as they are; a server that looks names up must not.
pub(crate) fn decode_segment(segment: &str) -> Option<Cow<'_, str>> {
    if !segment.contains('%') {
        return Some(Cow::Borrowed(segment));
    }
    escapes_are_whole(segment.as_bytes()).then_some(())?;
    percent_decode_str(segment).decode_utf8().ok()
}

/// Whether two hexadecimal digits follow every `%`.
pub(crate) fn escapes_are_whole(text: &[u8]) -> bool {
    text.iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'%')
        .all(|(at, _)| {
            let digits = text.get(at + 1..at + 3);
            digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_is_decoded_once() {
        assert_eq!(decode_segment("a%2Fb%2525").as_deref(), Some("a/b%25"));
        assert_eq!(decode_segment("plain").as_deref(), Some("plain"));
    }

    #[test]
    fn broken_escapes_and_bytes_that_are_no_text_are_refused() {
        for text in ["%", "%z", "%zz", "%4", "a%", "%ff", "%C3"] {
            assert_eq!(decode_segment(text), None, "{text}");
        }
    }
}
