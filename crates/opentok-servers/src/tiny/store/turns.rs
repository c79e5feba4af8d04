use alloc::sync::{Arc, Weak};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

/// One turn at a time for each name, within a process.
#[derive(Debug, Default)]
pub(crate) struct Turns(Mutex<HashMap<Box<str>, Weak<Turn<()>>>>);

impl Turns {
    /// Waits for one's turn with `name`; it ends when the guard is dropped.
    pub(crate) async fn wait(&self, name: &str) -> OwnedMutexGuard<()> {
        self.turn(name).lock_owned().await
    }

    fn turn(&self, name: &str) -> Arc<Turn<()>> {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turn) = turns.get(name).and_then(Weak::upgrade) {
            return turn;
        }
        // Names nobody waits for any more go whenever their number has doubled.
        if turns.len() >= 64 && turns.len() == turns.capacity() {
            turns.retain(|_, turn| turn.strong_count() > 0);
        }
        let turn = Arc::new(Turn::default());
        turns.insert(name.into(), Arc::downgrade(&turn));
        turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn names_that_are_done_with_are_forgotten() {
        let turns = Turns::default();
        for number in 0..10_000 {
            drop(turns.wait(&number.to_string()).await);
        }
        assert!(turns.0.lock().unwrap().len() < 1_000);
    }
}
