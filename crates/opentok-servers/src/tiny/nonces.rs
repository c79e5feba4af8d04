use std::sync::{Mutex, PoisonError};

use opentok_sdk::token::Nonce;

/// Nonces of the system's generator, many fetched at a time: to ask it for each token costs as much as signing does. A nonce
/// is no secret, so it may wait here.
#[derive(Debug)]
pub(crate) struct Nonces(Mutex<Batch>);

#[derive(Debug)]
struct Batch {
    bytes: [u8; 64 * 8],
    used: usize,
}

impl Nonces {
    pub(crate) const fn new() -> Self {
        let batch = Batch {
            bytes: [0; _],
            used: 64 * 8,
        };
        Self(Mutex::new(batch))
    }

    /// One that was not handed out before.
    pub(crate) fn next(&self) -> Result<Nonce, getrandom::Error> {
        let mut batch = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if batch.used == batch.bytes.len() {
            getrandom::fill(&mut batch.bytes)?;
            batch.used = 0;
        }
        let (eight, _) = batch.bytes[batch.used..]
            .split_first_chunk()
            .expect("eight divides the length");
        let nonce = Nonce::new(u64::from_le_bytes(*eight));
        batch.used += 8;
        Ok(nonce)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_nonce_is_handed_out_twice() {
        let nonces = Nonces::new();
        let seen: HashSet<String> = (0..1_000).map(|_| nonces.next().unwrap().as_str().to_owned()).collect();
        assert_eq!(seen.len(), 1_000);
    }
}
