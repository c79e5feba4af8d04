use super::{encode, encoded_len};

/// Encodes what is written to it, as it comes.
///
/// Bytes gather in a chunk and go to the output encoded when it is full, so a payload that fits one chunk is encoded in
/// one call. Past the end of the output nothing is written, but everything is counted.
pub(crate) struct Encoder<'o> {
    out: &'o mut [u8],
    /// How many characters there are so far, whether or not they fit.
    written: usize,
    chunk: [u8; CHUNK],
    filled: usize,
}

impl<'o> Encoder<'o> {
    pub(crate) const fn new(out: &'o mut [u8]) -> Self {
        Self {
            out,
            written: 0,
            chunk: [0; CHUNK],
            filled: 0,
        }
    }

    /// A place for `len` bytes that are to come next, if the chunk at hand has one. [`advance`](Self::advance) takes it.
    #[inline]
    pub(crate) fn room(&mut self, len: usize) -> Option<&mut [u8]> {
        self.chunk.get_mut(self.filled..)?.get_mut(..len)
    }

    /// Counts the bytes that were written to the [`room`](Self::room).
    #[inline]
    pub(crate) const fn advance(&mut self, len: usize) {
        self.filled += len;
    }

    #[inline]
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        match self.room(bytes.len()) {
            Some(room) => {
                room.copy_from_slice(bytes);
                self.advance(bytes.len());
            }
            None => self.push_across(bytes),
        }
    }

    /// Encodes what is left and returns the number of characters, which is more than the output has if they did not fit.
    pub(crate) fn finish(&mut self) -> usize {
        self.flush();
        self.written
    }

    #[cold]
    #[inline(never)]
    fn push_across(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(CHUNK - self.filled));
            if let Some(room) = self.room(now.len()) {
                room.copy_from_slice(now);
            }
            self.advance(now.len());
            if self.filled == CHUNK {
                self.flush();
            }
            bytes = later;
        }
    }

    fn flush(&mut self) {
        let end = self.written.saturating_add(encoded_len(self.filled));
        if let Some(out) = self.out.get_mut(self.written..end) {
            encode(&self.chunk[..self.filled], out);
        }
        self.written = end;
        self.filled = 0;
    }
}

/// A multiple of 3, so that only the last chunk ends off a group; long enough for most payloads to be one chunk.
const CHUNK: usize = 384;
