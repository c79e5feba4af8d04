/// The most of an answer that an error carries, in bytes.
pub(crate) const MAX_LEN: usize = 256;

/// The beginning of `text`, at most `limit` bytes.
pub(crate) fn excerpt(text: &str, limit: usize) -> Box<str> {
    let end = (0..=limit.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0);
    text[..end].into()
}
