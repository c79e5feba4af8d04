use alloc::sync::{Arc, Weak};
use core::time::Duration;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

use crate::tiny::store::StoreError;

/// One turn at a time for each name, within a process.
#[derive(Debug, Default)]
pub(crate) struct Turns(Mutex<HashMap<Box<str>, Weak<Turn<()>>>>);

impl Turns {
    /// How long anybody waits: a service that stalls keeps each turn for as long as a call may take, and nobody is to
    /// wait for the sum of them.
    const PATIENCE: Duration = Duration::from_secs(35);

    /// Waits for one's turn with `name`; it ends when the guard is dropped.
    ///
    /// # Errors
    ///
    /// [`StoreError::Busy`] if it does not come in time.
    pub(crate) async fn wait(&self, name: &str) -> Result<OwnedMutexGuard<()>, StoreError> {
        let turn = self.turn(name).lock_owned();
        tokio::time::timeout(Self::PATIENCE, turn)
            .await
            .map_err(|_| StoreError::Busy)
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
            drop(turns.wait(&number.to_string()).await.unwrap());
        }
        assert!(turns.0.lock().unwrap().len() < 1_000);
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_longer_than_the_limit_however_many_stand_in_line() {
        let turns = Turns::default();
        let _kept = turns.wait("room").await.unwrap();
        let (one, other) = tokio::join!(turns.wait("room"), turns.wait("room"));
        assert!(matches!((one, other), (Err(StoreError::Busy), Err(StoreError::Busy))));
        assert!(turns.wait("other room").await.is_ok());
    }
}
