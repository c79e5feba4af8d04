use alloc::sync::Arc;
use core::time::Duration;
use std::path::PathBuf;

use redb::{Database, ReadableDatabase, ReadableTable, Table, TableDefinition};

use super::held::millis;
use super::memory::MemoryPins;
use super::{Held, Put, StoreError};
use crate::help_lightning::Pin;
use crate::store::{OpenStoreError, open_file};

/// PINs in one file, which survives the process: all of them in memory as well, which is what is read.
#[derive(Debug)]
pub(super) struct FilePins {
    memory: Arc<MemoryPins>,
    database: Arc<Database>,
}

/// PIN → record.
const PINS: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("pins");

/// Milliseconds since 1970 and PIN, in the order they go out of use.
const ENDS: TableDefinition<'_, (u64, &str), ()> = TableDefinition::new("pin_ends");

/// Pages kept in memory, in bytes: PINs are read from memory anyway.
const CACHE: usize = 1024 * 1024;

/// The most PINs taken out of the file in one transaction: more than go in, so that what is over does not pile up.
const MAX_SWEPT: usize = 64;

impl FilePins {
    pub(super) async fn open(path: PathBuf) -> Result<Self, OpenStoreError> {
        let named = path.clone();
        let opened = tokio::task::spawn_blocking(move || {
            let memory = MemoryPins::new();
            let database = open_file(&path, CACHE, |database| restore(database, &memory).map(|()| true))?;
            Ok(Self {
                memory: Arc::new(memory),
                database: Arc::new(database),
            })
        });
        opened
            .await
            .unwrap_or_else(|error| Err(OpenStoreError::File(named, error.into())))
    }

    pub(super) async fn put(&self, pin: &Pin, held: &Held, capacity: u64, now: Duration) -> Result<Put, StoreError> {
        let put = self.memory.put(pin, held, capacity, now);
        if put != Put::Stored {
            return Ok(put);
        }
        let (database, memory) = (Arc::clone(&self.database), Arc::clone(&self.memory));
        let (pin, held) = (pin.clone(), held.clone());
        let written = tokio::task::spawn_blocking(move || {
            let written = write(&database, &pin, &held, now);
            if written.is_err() {
                memory.remove(&pin);
            }
            written
        });
        match written.await {
            Ok(written) => written.map(|()| Put::Stored).map_err(StoreError::new),
            Err(error) => Err(StoreError::new(error)),
        }
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

/// Reads what is there. Records that cannot be read are of another version, and go.
fn restore(database: &Database, memory: &MemoryPins) -> Result<(), redb::Error> {
    let writing = database.begin_write()?;
    {
        let mut pins = writing.open_table(PINS)?;
        let mut ends = writing.open_table(ENDS)?;
        for entry in pins.iter()? {
            let (pin, json) = entry?;
            if let (Ok(pin), Some(held)) = (pin.value().parse::<Pin>(), Held::from_json(json.value())) {
                ends.insert((millis(held.expires), pin.as_str()), ())?;
                memory.restore(pin, held);
            }
        }
        pins.retain(|pin, json| pin.parse::<Pin>().is_ok() && Held::from_json(json).is_some())?;
    }
    writing.commit()?;
    Ok(())
}

/// Writes one record, and takes out some of what is over.
fn write(database: &Database, pin: &Pin, held: &Held, now: Duration) -> Result<(), redb::Error> {
    let writing = database.begin_write()?;
    {
        let mut pins = writing.open_table(PINS)?;
        let mut ends = writing.open_table(ENDS)?;
        sweep(&mut pins, &mut ends, now)?;
        pins.insert(pin.as_str(), held.to_json().as_bytes())?;
        ends.insert((millis(held.expires), pin.as_str()), ())?;
    }
    writing.commit()?;
    Ok(())
}

/// Takes out what is over, unless the same PIN is in use again.
fn sweep(
    pins: &mut Table<'_, &str, &[u8]>,
    ends: &mut Table<'_, (u64, &str), ()>,
    now: Duration,
) -> Result<(), redb::Error> {
    let due = ends.range::<(u64, &str)>(..(millis(now), ""))?.take(MAX_SWEPT);
    let due: Vec<(u64, String)> = due
        .map(|entry| {
            let (key, _) = entry?;
            let (end, pin) = key.value();
            Ok((end, pin.to_owned()))
        })
        .collect::<Result<_, redb::Error>>()?;
    for (end, pin) in due {
        ends.remove((end, pin.as_str()))?;
        let is_over = pins
            .get(pin.as_str())?
            .is_some_and(|json| Held::from_json(json.value()).is_none_or(|held| millis(held.expires) <= end));
        if is_over {
            pins.remove(pin.as_str())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use redb::ReadableTableMetadata;

    use super::*;

    const TTL: Duration = Duration::from_secs(900);
    const NOW: Duration = Duration::from_secs(1_700_000_000);

    fn held(now: Duration) -> Held {
        Held::new("7612".parse().unwrap(), "gss://h".into(), None, now, TTL)
    }

    fn counts(store: &FilePins) -> (u64, u64) {
        let reading = store.database.begin_read().unwrap();
        let pins = reading.open_table(PINS).unwrap().len().unwrap();
        (pins, reading.open_table(ENDS).unwrap().len().unwrap())
    }

    #[tokio::test]
    async fn what_is_over_leaves_the_file_and_what_is_in_use_again_stays() {
        let path = std::env::temp_dir().join(format!("opentok-pins-{}.db", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let store = FilePins::open(path.clone()).await.unwrap();
        for number in 1000..1010 {
            let pin = number.to_string().parse().unwrap();
            assert_eq!(store.put(&pin, &held(NOW), 100, NOW).await.unwrap(), Put::Stored);
        }
        assert_eq!(counts(&store), (10, 10));
        // One of them is drawn again in the moment the others go.
        let later = NOW + TTL + Duration::from_millis(1);
        let again: Pin = "1003".parse().unwrap();
        assert_eq!(store.put(&again, &held(later), 100, later).await.unwrap(), Put::Stored);
        assert_eq!(counts(&store), (1, 1));
        drop(store);
        let store = FilePins::open(path.clone()).await.unwrap();
        assert_eq!((store.get(&again), store.count(later)), (Some(held(later)), 1));
        drop(store);
        std::fs::remove_file(path).unwrap();
    }
}
