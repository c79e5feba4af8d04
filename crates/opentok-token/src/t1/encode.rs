use super::TAG;
use super::plain::{Draft, Plain};
use crate::base64::{self, Alphabet};
use crate::sign_error::SignError;

impl Draft<'_> {
    /// Signs and writes the token into the front of `out`; its length.
    ///
    /// The plain text is put together on the stack and encoded from there. What is too long for that is put together
    /// in `out` itself and encoded in place, so that no size needs an allocation.
    pub(crate) fn write(&self, out: &mut [u8]) -> Result<usize, SignError> {
        let data_len = self.grant.data.map_or(0, str::len);
        let len = if data_len <= COMMON_DATA {
            self.write_through(&mut [0; COMMON_LEN], out)?
        } else if data_len <= LONG_DATA {
            self.write_long(out)?
        } else {
            None
        };
        let len = len.map_or_else(|| self.write_in_place(out), Ok)?;
        out[..TAG.len()].copy_from_slice(TAG.as_bytes());
        Ok(len)
    }

    /// Writes all but the tag by way of a buffer, if the plain text fits into it.
    #[inline(always)]
    fn write_through(&self, buffer: &mut [u8], out: &mut [u8]) -> Result<Option<usize>, SignError> {
        let plain = self.write_plain(buffer)?;
        let out = front_of(out, &plain)?;
        if plain.len > buffer.len() {
            return Ok(None);
        }
        plain.sign(self.project.t1_key(), buffer);
        base64::encode(self.alphabet(), &buffer[..plain.len], &mut out[TAG.len()..]);
        Ok(Some(out.len()))
    }

    /// Apart, so that a common token does not pay for the larger buffer.
    #[inline(never)]
    fn write_long(&self, out: &mut [u8]) -> Result<Option<usize>, SignError> {
        self.write_through(&mut [0; LONG_LEN], out)
    }

    #[inline(never)]
    fn write_in_place(&self, out: &mut [u8]) -> Result<usize, SignError> {
        if out.len() < token_len(self.max_plain_len()) || self.may_be_unwritable() {
            // Perhaps there is too little room, or a value that cannot be written, and then nothing is to be.
            front_of(out, &self.write_plain(&mut [])?)?;
        }
        let plain = self.write_plain(out)?;
        let out = front_of(out, &plain)?;
        plain.sign(self.project.t1_key(), out);
        encode_in_place(self.alphabet(), plain.len, out);
        Ok(out.len())
    }

    fn alphabet(&self) -> Alphabet {
        self.profile.layout().alphabet
    }

    /// Bytes that the token has at most; exact enough to allocate by.
    #[cfg(feature = "alloc")]
    pub(crate) fn max_len(&self) -> usize {
        token_len(self.max_plain_len())
    }
}

/// Length of a token with so much plain text.
const fn token_len(plain_len: usize) -> usize {
    TAG.len() + base64::encoded_len(plain_len)
}

/// Room on the stack for most plain texts, and up to how many bytes of connection data it is likely to do.
const COMMON_LEN: usize = 384;
const COMMON_DATA: usize = 64;

/// The same for nearly all.
const LONG_LEN: usize = 1536;
const LONG_DATA: usize = 512;

/// As much of `out` as the token takes.
fn front_of<'o>(out: &'o mut [u8], plain: &Plain) -> Result<&'o mut [u8], SignError> {
    let needed = token_len(plain.len);
    out.get_mut(..needed).ok_or(SignError::BufferTooSmall { needed })
}

/// Encodes the first `plain_len` bytes of `out` to the bytes behind the tag.
///
/// From the end, piece by piece through a small buffer: what is written stays behind what is still to be read.
fn encode_in_place(alphabet: Alphabet, plain_len: usize, out: &mut [u8]) {
    const PIECE: usize = 3 * 128;
    let mut buffer = [0; PIECE];
    for from in (0..plain_len).step_by(PIECE).rev() {
        let piece = &mut buffer[..PIECE.min(plain_len - from)];
        piece.copy_from_slice(&out[from..from + piece.len()]);
        base64::encode(alphabet, piece, &mut out[token_len(from)..]);
    }
}
