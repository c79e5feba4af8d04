/// Writes into a caller's buffer and goes on counting behind its end, so that a buffer that is too small
/// can be answered with the size that would do.
pub(crate) struct Cursor<'o> {
    out: &'o mut [u8],
    len: usize,
}

impl<'o> Cursor<'o> {
    pub(crate) fn new(out: &'o mut [u8]) -> Self {
        Self { out, len: 0 }
    }

    #[inline]
    pub(crate) fn put(&mut self, bytes: &[u8]) {
        let end = self.len + bytes.len();
        if let Some(room) = self.out.get_mut(self.len..end) {
            room.copy_from_slice(bytes);
        }
        self.len = end;
    }

    /// As [`put`](Self::put), for text whose length the compiler knows.
    #[inline]
    pub(crate) fn put_array<const N: usize>(&mut self, bytes: &[u8; N]) {
        if let Some(room) = self.room() {
            *room = *bytes;
        }
        self.len += N;
    }

    /// As [`put`](Self::put), of the first `len` of `bytes`. Where there is room, all of them are copied, which
    /// costs less than to copy some; what is written next takes the place of the rest.
    #[inline]
    pub(crate) fn put_front<const N: usize>(&mut self, bytes: &[u8; N], len: usize) {
        match self.room() {
            Some(room) => {
                *room = *bytes;
                self.len += len;
            }
            None => self.put(&bytes[..len]),
        }
    }

    /// The next `N` bytes, if there are so many, to be written and then [skipped](Self::skip).
    #[inline]
    pub(crate) fn room<const N: usize>(&mut self) -> Option<&mut [u8; N]> {
        self.out.get_mut(self.len..).and_then(<[u8]>::first_chunk_mut)
    }

    /// Leaves `len` bytes for later.
    pub(crate) fn skip(&mut self, len: usize) {
        self.len += len;
    }

    /// Whether more was asked to be written than there is room for.
    pub(crate) fn is_over(&self) -> bool {
        self.len > self.out.len()
    }

    /// Bytes asked to be written, whether there was room or not.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// What was written; empty if it did not fit.
    #[cfg(test)]
    pub(crate) fn written(&self) -> &[u8] {
        self.out.get(..self.len).unwrap_or_default()
    }
}
