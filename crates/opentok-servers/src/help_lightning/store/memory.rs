use alloc::collections::BTreeSet;
use core::time::Duration;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Held, Put};
use crate::help_lightning::Pin;

/// PINs in the memory of this process.
#[derive(Debug, Default)]
pub(super) struct MemoryPins(Mutex<Table>);

#[derive(Debug, Default)]
struct Table {
    held: HashMap<Pin, Held>,
    /// The same, by when they go out of use.
    ends: BTreeSet<(Duration, Box<str>)>,
}

impl MemoryPins {
    pub(super) fn new() -> Self {
        Self::default()
    }

    pub(super) fn put(&self, pin: &Pin, held: &Held, capacity: u64, now: Duration) -> Put {
        let mut table = self.table();
        table.sweep(now);
        if table.held.contains_key(pin) {
            return Put::Taken;
        }
        if table.held.len() as u64 >= capacity {
            return Put::Full;
        }
        table.insert(pin.clone(), held.clone());
        Put::Stored
    }

    pub(super) fn get(&self, pin: &Pin) -> Option<Held> {
        self.table().held.get(pin).cloned()
    }

    pub(super) fn count(&self, now: Duration) -> u64 {
        let mut table = self.table();
        table.sweep(now);
        table.held.len() as u64
    }

    /// Takes a PIN back.
    #[cfg(feature = "redb")]
    pub(super) fn remove(&self, pin: &Pin) {
        let mut table = self.table();
        if let Some(held) = table.held.remove(pin) {
            table.ends.remove(&(held.expires, pin.as_str().into()));
        }
    }

    /// Puts a PIN back into use after a restart.
    #[cfg(feature = "redb")]
    pub(super) fn restore(&self, pin: Pin, held: Held) {
        self.table().insert(pin, held);
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    fn insert(&mut self, pin: Pin, held: Held) {
        self.ends.insert((held.expires, pin.as_str().into()));
        self.held.insert(pin, held);
    }

    fn sweep(&mut self, now: Duration) {
        while let Some((end, _)) = self.ends.first()
            && *end <= now
        {
            let Some((_, pin)) = self.ends.pop_first() else { break };
            if let Ok(pin) = pin.parse() {
                self.held.remove(&pin);
            }
        }
    }
}
