use core::fmt;

use crate::nonce::{Nonce, RandomError, fill_random};

/// Random nonces that are drawn many at a time, because the system takes longer to be asked than a signature takes.
///
/// There is no clone of it, which would hand out the same ones again. Threads share it behind a lock:
///
/// ```
/// use std::sync::Mutex;
///
/// use opentok_token::NonceBlock;
///
/// static NONCES: Mutex<NonceBlock> = Mutex::new(NonceBlock::new());
///
/// let first = NONCES.lock().unwrap().draw()?;
/// let second = NONCES.lock().unwrap().draw()?;
/// assert_ne!(first, second);
/// # Ok::<(), opentok_token::RandomError>(())
/// ```
pub struct NonceBlock {
    bytes: [[u8; 8]; Self::LEN],
    left: usize,
}

impl NonceBlock {
    /// How many are drawn at a time.
    pub const LEN: usize = 32;

    /// An empty one: the first nonce that is asked for fills it.
    pub const fn new() -> Self {
        Self {
            bytes: [[0; 8]; Self::LEN],
            left: 0,
        }
    }

    /// The next nonce, of 64 bits as [`Nonce::random`]'s are.
    ///
    /// # Errors
    ///
    /// [`RandomError`] if the operating system's random source fails. The next call asks it again.
    pub fn draw(&mut self) -> Result<Nonce, RandomError> {
        if self.left == 0 {
            fill_random(self.bytes.as_flattened_mut())?;
            self.left = Self::LEN;
        }
        self.left -= 1;
        Ok(Nonce::new(u64::from_ne_bytes(self.bytes[self.left])))
    }
}

impl Default for NonceBlock {
    fn default() -> Self {
        Self::new()
    }
}

/// Shows none of those to come.
impl fmt::Debug for NonceBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NonceBlock")
            .field("left", &self.left)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_nonce_is_handed_out_twice() {
        let mut block = NonceBlock::new();
        let count = 3 * NonceBlock::LEN + 1;
        let seen: HashSet<Nonce> = (0..count).map(|_| block.draw().unwrap()).collect();
        assert_eq!(seen.len(), count);
    }

    #[test]
    fn what_is_left_is_counted_and_not_shown() {
        let mut block = NonceBlock::new();
        block.draw().unwrap();
        assert_eq!(format!("{block:?}"), "NonceBlock { left: 31, .. }");
    }
}
