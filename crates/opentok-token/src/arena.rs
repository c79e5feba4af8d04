use crate::form;

/// Hands out pieces of a caller's scratch buffer, each once.
pub(crate) struct Arena<'s>(&'s mut [u8]);

impl<'s> Arena<'s> {
    pub(crate) fn new(scratch: &'s mut [u8]) -> Self {
        Self(scratch)
    }

    /// The next `len` bytes.
    pub(crate) fn take(&mut self, len: usize) -> Option<&'s mut [u8]> {
        if len > self.0.len() {
            return None;
        }
        let (piece, rest) = core::mem::take(&mut self.0).split_at_mut(len);
        self.0 = rest;
        Some(piece)
    }

    /// The decoded form of a form-encoded text. `None` if it does not fit.
    pub(crate) fn decode_form(&mut self, text: &str) -> Option<&'s [u8]> {
        let len = form::decode(text.as_bytes(), self.0)?;
        self.take(len).map(|piece| &*piece)
    }
}
