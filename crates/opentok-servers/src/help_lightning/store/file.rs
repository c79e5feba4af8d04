use alloc::sync::Arc;
use core::time::Duration;
use std::path::PathBuf;

use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition};

use super::memory::MemoryPins;
use super::{Held, Put, StoreError};
use crate::help_lightning::Pin;

/// PINs in one file, which survives the process: all of them in memory as well, which is what is read.
#[derive(Debug)]
pub(super) struct FilePins {
    memory: Arc<MemoryPins>,
    database: Arc<Database>,
}

const PINS: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("pins");

impl FilePins {
    pub(super) async fn open(path: PathBuf) -> Result<Self, StoreError> {
        blocking(move || {
            let database = Database::create(path).map_err(StoreError::new)?;
            let memory = MemoryPins::new();
            restore(&database, &memory)?;
            Ok(Self {
                memory: Arc::new(memory),
                database: Arc::new(database),
            })
        })
        .await
    }

    pub(super) async fn put(&self, pin: &Pin, held: &Held, capacity: u64, now: Duration) -> Result<Put, StoreError> {
        let put = self.memory.put(pin, held, capacity, now);
        if put != Put::Stored {
            return Ok(put);
        }
        let (database, memory) = (Arc::clone(&self.database), Arc::clone(&self.memory));
        let (pin, json) = (pin.clone(), held.to_json());
        blocking(move || {
            let written = write(&database, &pin, json.as_bytes(), now);
            if written.is_err() {
                memory.remove(&pin);
            }
            written.map(|()| Put::Stored)
        })
        .await
    }

    pub(super) fn get(&self, pin: &Pin) -> Option<Held> {
        self.memory.get(pin)
    }

    pub(super) fn count(&self, now: Duration) -> u64 {
        self.memory.count(now)
    }

    pub(super) fn ping(&self) -> Result<(), StoreError> {
        self.database.begin_read().map(drop).map_err(StoreError::new)
    }
}

/// Reads what is there. Records that cannot be read are of another version, and are swept away in time.
fn restore(database: &Database, memory: &MemoryPins) -> Result<(), StoreError> {
    let writing = database.begin_write().map_err(StoreError::new)?;
    {
        let table = writing.open_table(PINS).map_err(StoreError::new)?;
        for entry in table.iter().map_err(StoreError::new)? {
            let (pin, json) = entry.map_err(StoreError::new)?;
            if let (Ok(pin), Some(held)) = (pin.value().parse(), Held::from_json(json.value())) {
                memory.restore(pin, held);
            }
        }
    }
    writing.commit().map_err(StoreError::new)
}

/// Writes one record, and takes out what is over.
fn write(database: &Database, pin: &Pin, json: &[u8], now: Duration) -> Result<(), StoreError> {
    let writing = database.begin_write().map_err(StoreError::new)?;
    {
        let mut table = writing.open_table(PINS).map_err(StoreError::new)?;
        let is_kept = |json: &[u8]| Held::from_json(json).is_some_and(|held| !held.is_over(now));
        table.retain(|_, json| is_kept(json)).map_err(StoreError::new)?;
        table.insert(pin.as_str(), json).map_err(StoreError::new)?;
    }
    writing.commit().map_err(StoreError::new)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => Err(StoreError::new(error)),
    }
}
