/// The most of an answer that an error carries, in bytes.
pub(super) const MAX_LEN: usize = 256;

/// The beginning of `text`, short enough for an error.
pub(crate) fn excerpt(text: &str) -> Box<str> {
    excerpt_of(text, MAX_LEN)
}

/// The beginning of `text`, at most `limit` bytes.
pub(super) fn excerpt_of(text: &str, limit: usize) -> Box<str> {
    let end = (0..=limit.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0);
    text[..end].into()
}
