use super::super::affine::Round;

impl Round {
    /// A box, whose length is filled in when its content is known.
    pub(super) fn boxed(&mut self, kind: &[u8; 4], write: impl FnOnce(&mut Self)) {
        let start = self.bytes.len();
        self.put([0; 4]);
        self.put(kind);
        write(self);
        let len = (self.bytes.len() - start) as u32;
        self.fill_be32(start, len);
    }

    /// A box that begins with its version and its flags.
    pub(super) fn full_box(&mut self, kind: &[u8; 4], version: u8, flags: u32, write: impl FnOnce(&mut Self)) {
        self.boxed(kind, |round| {
            round.be32(u32::from(version) << 24 | flags);
            write(round);
        });
    }

    pub(super) fn be16(&mut self, value: u16) {
        self.put(value.to_be_bytes());
    }

    pub(super) fn be32(&mut self, value: u32) {
        self.put(value.to_be_bytes());
    }

    pub(super) fn zeros(&mut self, len: usize) {
        self.bytes.resize(self.bytes.len() + len, 0);
    }

    /// Writes four bytes that were left open.
    pub(super) fn fill_be32(&mut self, at: usize, value: u32) {
        self.bytes[at..at + 4].copy_from_slice(&value.to_be_bytes());
    }
}
