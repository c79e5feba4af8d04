use alloc::borrow::Cow;

/// A text as it may stand in XML, in an element or a quoted value. What XML cannot hold becomes U+FFFD.
pub(crate) fn escape_xml(text: &str) -> Cow<'_, str> {
    let is_special = |c: char| matches!(c, '&' | '<' | '>' | '"' | '\'' | '\u{fffe}' | '\u{ffff}') || c < ' ';
    if !text.contains(is_special) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            c if is_special(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_what_xml_cannot_hold_is_replaced() {
        assert_eq!(escape_xml("plain ü"), "plain ü");
        assert_eq!(
            escape_xml("<a b='\"&\">\n\u{1}"),
            "&lt;a b=&apos;&quot;&amp;&quot;&gt;&#10;\u{fffd}"
        );
    }
}
