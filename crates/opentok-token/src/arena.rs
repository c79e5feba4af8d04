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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_can_be_taken_to_the_last_byte_and_no_further() {
        let mut scratch = [0; 5];
        let mut arena = Arena::new(&mut scratch);
        assert_eq!(arena.take(2).map(|piece| piece.len()), Some(2));
        assert_eq!(arena.take(4), None);
        assert_eq!(arena.take(3).map(|piece| piece.len()), Some(3));
        assert_eq!(arena.take(1), None);
    }
}
