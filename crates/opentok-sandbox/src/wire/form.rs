use alloc::borrow::Cow;

use percent_encoding::percent_decode;

/// The fields of a form or a query, in their order: `name=value`, joined by `&`.
///
/// Broken escapes stand for themselves, bytes that are no UTF-8 for U+FFFD.
pub(crate) fn fields(text: &[u8]) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
    text.split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let at = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            (decode(&pair[..at]), decode(pair.get(at + 1..).unwrap_or_default()))
        })
}

fn decode(text: &[u8]) -> Cow<'_, str> {
    if !text.iter().any(|byte| matches!(byte, b'+' | b'%')) {
        return String::from_utf8_lossy(text);
    }
    let spaced: Vec<u8> = text
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    percent_decode(&spaced).decode_utf8_lossy().into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_decoded_in_their_order() {
        let read: Vec<_> = fields(b"p2p.preference=disabled&&location=&a%20b=c+d%C3%BC&flag&x=%zz&").collect();
        let expected = [
            ("p2p.preference", "disabled"),
            ("location", ""),
            ("a b", "c dü"),
            ("flag", ""),
            ("x", "%zz"),
        ];
        assert!(read.iter().map(|(name, value)| (&**name, &**value)).eq(expected));
    }
}
