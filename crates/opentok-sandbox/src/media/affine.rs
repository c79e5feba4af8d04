//! Bytes that are repeated, with a few numbers among them that grow from round to round.

/// A round, and where its numbers are. Made by writing the first round, field by field.
#[derive(Clone, Debug, Default)]
pub(super) struct Round {
    pub(super) bytes: Vec<u8>,
    pub(super) numbers: Vec<Number>,
}

/// A number that is `first` in the first round, and `step` more in each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub(super) at: usize,
    form: Form,
    first: u64,
    step: u64,
}

#[derive(Clone, Copy, Debug)]
enum Form {
    /// Four bytes, the most significant first.
    Be32,
    /// Eight bytes, the most significant first.
    Be64,
    /// FLV's: three bytes, then the most significant.
    Flv,
}

impl Round {
    pub(super) fn put(&mut self, bytes: impl AsRef<[u8]>) {
        self.bytes.extend_from_slice(bytes.as_ref());
    }

    pub(super) fn put_be32(&mut self, first: u64, step: u64) {
        self.number(Form::Be32, first, step);
    }

    pub(super) fn put_be64(&mut self, first: u64, step: u64) {
        self.number(Form::Be64, first, step);
    }

    pub(super) fn put_flv(&mut self, first: u64, step: u64) {
        self.number(Form::Flv, first, step);
    }

    fn number(&mut self, form: Form, first: u64, step: u64) {
        let number = Number {
            at: self.bytes.len(),
            form,
            first,
            step,
        };
        self.numbers.push(number);
        let (bytes, len) = number.bytes(0);
        self.put(&bytes[..len]);
    }

    /// Appends the round with this index to `out`.
    pub(super) fn write(&self, index: u64, out: &mut Vec<u8>) {
        let start = out.len();
        out.extend_from_slice(&self.bytes);
        for number in &self.numbers {
            let (bytes, len) = number.bytes(index);
            let at = start + number.at;
            out[at..at + len].copy_from_slice(&bytes[..len]);
        }
    }
}

impl Number {
    /// Its bytes in the round with this index, and how many there are.
    pub(super) fn bytes(&self, index: u64) -> ([u8; 8], usize) {
        let value = self.first.wrapping_add(self.step.wrapping_mul(index));
        let all = value.to_be_bytes();
        let mut bytes = [0; 8];
        match self.form {
            Form::Be64 => (all, 8),
            Form::Be32 => {
                bytes[..4].copy_from_slice(&all[4..]);
                (bytes, 4)
            }
            Form::Flv => {
                bytes[..3].copy_from_slice(&all[5..]);
                bytes[3] = all[4];
                (bytes, 4)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_grow_and_all_else_stays() {
        let mut round = Round::default();
        round.put(b"a");
        round.put_be32(1, 1);
        round.put_be64(0, 1600);
        round.put_flv(0x0102_0304, 0x0100_0000);
        round.put(b"z");
        let mut out = Vec::new();
        round.write(2, &mut out);

        let mut wanted = b"a\0\0\0\x03\0\0\0\0\0\0".to_vec();
        wanted.extend_from_slice(&3200_u16.to_be_bytes());
        wanted.extend_from_slice(b"\x02\x03\x04\x03z");
        assert_eq!(out, wanted);
    }
}
