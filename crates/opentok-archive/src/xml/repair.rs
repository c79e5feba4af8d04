//! Typographic quotes around attribute values, as word processors leave them in samples.

use alloc::borrow::Cow;

use super::chars::is_blank;

/// Replaces typographic quotes that delimit a value by plain ones, and says how many values it mended.
///
/// Looks into start tags only, and leaves properly quoted values alone, so that well-formed documents never change.
pub(super) fn repair(text: &str) -> (Cow<'_, str>, usize) {
    // Every typographic quote is three bytes that begin with this one.
    if memchr::memchr(0xE2, text.as_bytes()).is_none() {
        return (Cow::Borrowed(text), 0);
    }
    let mut mended = String::new();
    let mut done = 0;
    let mut count = 0;
    let mut next = 0;
    while let Some(skip) = memchr::memchr(b'<', &text.as_bytes()[next..]) {
        let markup = next + skip;
        match end_of_other_markup(&text[markup..]) {
            Some(len) => next = markup + len,
            None => {
                let mut tag = Tag { text, next: markup + 1 };
                while let Some((open, close)) = tag.next_quotes() {
                    let (_, after_close) = quote_at(text, close).unwrap_or_default();
                    mended.push_str(&text[done..open]);
                    mended.push('"');
                    mended.push_str(&text[open + QUOTE_LEN..close]);
                    mended.push('"');
                    done = close + after_close;
                    count += 1;
                }
                next = tag.next;
            }
        }
    }
    if count == 0 {
        return (Cow::Borrowed(text), 0);
    }
    mended.push_str(&text[done..]);
    (Cow::Owned(mended), count)
}

const QUOTE_LEN: usize = '”'.len_utf8();

/// The length of the comment, CDATA section, instruction, declaration or end tag that `text` begins with, if it does.
fn end_of_other_markup(text: &str) -> Option<usize> {
    let end = ["<!--", "<![CDATA[", "<?", "<!", "</"]
        .iter()
        .zip(["-->", "]]>", "?>", ">", ">"]);
    let (open, close) = end.into_iter().find(|(open, _)| text.starts_with(**open))?;
    let rest = &text[open.len()..];
    let len = memchr::memmem::find(rest.as_bytes(), close.as_bytes()).map_or(rest.len(), |at| at + close.len());
    Some(open.len() + len)
}

/// What a start tag has in its inside.
struct Tag<'a> {
    text: &'a str,
    next: usize,
}

impl Tag<'_> {
    /// Where the next typographic opening quote and its partner stand. `None` at the end of the tag.
    fn next_quotes(&mut self) -> Option<(usize, usize)> {
        let bytes = self.text.as_bytes();
        let mut after_equals = false;
        while let Some(&byte) = bytes.get(self.next) {
            let at = self.next;
            match byte {
                b'<' => return None,
                b'>' => {
                    self.next += 1;
                    return None;
                }
                b'"' | b'\'' if after_equals => {
                    let value = at + 1;
                    self.next = memchr::memchr(byte, &bytes[value..]).map_or(bytes.len(), |len| value + len + 1);
                }
                0xE2 if after_equals && matches!(quote_at(self.text, at), Some(('”', _))) => {
                    self.next += QUOTE_LEN;
                    if let Some((close, len)) = self.closing_quote() {
                        self.next = close + len;
                        return Some((at, close));
                    }
                }
                _ => self.next += 1,
            }
            after_equals = byte == b'=' || (after_equals && is_blank(byte));
        }
        None
    }

    /// The quote that ends the value which begins at `next`, and its length.
    fn closing_quote(&self) -> Option<(usize, usize)> {
        let rest = self.text[self.next..].char_indices();
        let mut until_tag_ends = rest.take_while(|&(_, c)| c != '<' && c != '>');
        until_tag_ends.find_map(|(at, _)| quote_at(self.text, self.next + at).map(|(_, len)| (self.next + at, len)))
    }
}

/// Whether a quote stands at `at`: `”` for any typographic one or `"`, and its length.
fn quote_at(text: &str, at: usize) -> Option<(char, usize)> {
    match text.as_bytes().get(at..)? {
        [b'"', ..] => Some(('"', 1)),
        [0xE2, 0x80, 0x9C..=0x9F | 0xB3, ..] => Some(('”', QUOTE_LEN)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::repair;

    fn mend(text: &str) -> (String, usize) {
        let (text, count) = repair(text);
        (text.into_owned(), count)
    }

    #[test]
    fn every_typographic_quote_is_mended() {
        assert_eq!(
            mend("<a b=“1” c = „2“ d=‟3″ e=”4\">"),
            (r#"<a b="1" c = "2" d="3" e="4">"#.into(), 4)
        );
        assert_eq!(mend("<a b=”é'=x”/>”"), ("<a b=\"é'=x\"/>”".into(), 1));
    }

    #[test]
    fn what_is_no_start_tag_is_left_alone() {
        for text in [
            "<!-- <a b=“1”> --> ”",
            "<![CDATA[<a b=“1”>]]>",
            "<?p b=“1”?>",
            "<!X b=“1”>",
            "</a b=“1”>",
            "b=“1”",
            "<a b='=”1”'>",
        ] {
            assert_eq!(mend(text), (text.into(), 0));
        }
    }

    #[test]
    fn a_quote_without_partner_is_left_alone() {
        for text in [
            "<a b=”1>",
            "<a b=”1<c d=\"2\">",
            "<a b=”",
            "<a ”b”>",
            "<a b=c”d”>",
            "<a b=‘1’>",
        ] {
            assert_eq!(mend(text), (text.into(), 0));
        }
        assert_eq!(mend("<a b=”1><c d=”2”>").1, 1);
    }
}
