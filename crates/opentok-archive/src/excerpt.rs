/// The longest piece of foreign text that an error carries, in bytes.
const MAX_LEN: usize = 256;

/// The beginning of `text`, short enough for an error.
pub(crate) fn excerpt(text: &str) -> Box<str> {
    let end = (0..=MAX_LEN.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0);
    text[..end].into()
}
