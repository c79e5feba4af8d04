//! Sessions in one file, written before the reply.

mod tables;
mod writer;

use alloc::sync::Arc;
use core::future::Future;
use core::time::Duration;
use std::path::Path;
use std::time::SystemTime;

use opentok_sdk::token::ApiKey;
use redb::{Database, ReadableDatabase, ReadableTable};

use crate::store::{OpenStoreError, open_file};
use crate::tiny::Record;
use crate::tiny::record::UnreadableRecord;
use crate::tiny::store::turns::Turns;
use crate::tiny::store::{RoomError, Store, StoreError, StoreSettings};
use tables::{ABOUT, BROADCASTS, ENDS, FORMAT, ROOMS, SESSIONS};
use writer::{Change, Writer};

/// Sessions in one file that survives a crash at any moment.
///
/// What was asked for at about the same time is written in one transaction, and each is told once that transaction is on
/// the disk.
#[derive(Debug)]
pub struct FileStore {
    database: Arc<Database>,
    writer: Writer,
    settings: StoreSettings,
    turns: Turns,
}

impl FileStore {
    /// Opens a file, or makes it. What a crash left half written is taken back.
    ///
    /// # Errors
    ///
    /// [`OpenStoreError::Damaged`] by name, and the file is left as it is; [`InUse`](OpenStoreError::InUse),
    /// [`Later`](OpenStoreError::Later) or [`File`](OpenStoreError::File).
    pub fn open(path: &Path, settings: StoreSettings) -> Result<Self, OpenStoreError> {
        let database = Arc::new(open_file(path, CACHE, prepare)?);
        let writer = Writer::start(Arc::clone(&database), settings);
        Ok(Self {
            database,
            writer,
            settings,
            turns: Turns::default(),
        })
    }

    /// What `read` makes of the record of a session, if there is one.
    fn read_session<T>(
        &self,
        id: &str,
        read: impl FnOnce(&[u8]) -> Result<T, UnreadableRecord>,
    ) -> Result<Option<T>, StoreError> {
        let transaction = self.database.begin_read().map_err(StoreError::unavailable)?;
        let table = transaction.open_table(SESSIONS).map_err(StoreError::unavailable)?;
        let Some(row) = table.get(id).map_err(StoreError::unavailable)? else {
            return Ok(None);
        };
        let (until, json) = row.value();
        if until != u64::MAX && until <= unix_ms(SystemTime::now()) {
            return Ok(None);
        }
        read(json).map(Some).map_err(|_| StoreError::Damaged)
    }

    fn read_room(&self, room: &str) -> Result<Option<Record>, StoreError> {
        let transaction = self.database.begin_read().map_err(StoreError::unavailable)?;
        let table = transaction.open_table(ROOMS).map_err(StoreError::unavailable)?;
        match table.get(room).map_err(StoreError::unavailable)? {
            Some(id) => self.read_session(id.value(), Record::from_json),
            None => Ok(None),
        }
    }

    fn put_change(&self, record: &Record) -> Change {
        Change::Put {
            id: record.session.as_str().into(),
            json: record.to_json(),
            until: self
                .settings
                .lifetime
                .map_or(u64::MAX, |lifetime| unix_ms(SystemTime::now() + lifetime)),
            room: record.room.clone(),
        }
    }
}

impl Store for FileStore {
    async fn get(&self, id: &str) -> Result<Option<Record>, StoreError> {
        self.read_session(id, Record::from_json)
    }

    async fn has(&self, id: &str, key: &ApiKey) -> Result<bool, StoreError> {
        let known = self.read_session(id, |json| Record::is_for(json, key))?;
        Ok(known.unwrap_or(false))
    }

    async fn put(&self, record: &Record) -> Result<(), StoreError> {
        self.writer.write(self.put_change(record)).await
    }

    async fn room_get_or_insert<E: Send>(
        &self,
        room: &str,
        make: impl Future<Output = Result<Record, E>> + Send,
    ) -> Result<Record, RoomError<E>> {
        let _turn = self.turns.wait(room).await?;
        if let Some(record) = self.read_room(room)? {
            return Ok(record);
        }
        if self.writer.rooms() >= self.settings.max_rooms {
            return Err(StoreError::RoomsFull.into());
        }
        let mut record = make.await.map_err(RoomError::Make)?;
        record.room = Some(room.into());
        self.writer.write(self.put_change(&record)).await?;
        Ok(record)
    }

    async fn room(&self, room: &str) -> Result<Option<Record>, StoreError> {
        self.read_room(room)
    }

    async fn broadcast(&self, session: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let transaction = self.database.begin_read().map_err(StoreError::unavailable)?;
        let table = transaction.open_table(BROADCASTS).map_err(StoreError::unavailable)?;
        let row = table.get(session).map_err(StoreError::unavailable)?;
        Ok(row.map(|json| json.value().to_vec()))
    }

    async fn set_broadcast(&self, session: &str, json: Option<Vec<u8>>) -> Result<(), StoreError> {
        let id = session.into();
        self.writer.write(Change::Broadcast { id, json }).await
    }

    async fn ping(&self) -> Result<(), StoreError> {
        self.writer.write(Change::Nothing).await
    }

    async fn close(&self) {
        self.writer.close().await;
    }
}

/// Makes the tables if they are not there, unless the file is of a later version.
fn prepare(database: &Database) -> Result<bool, redb::Error> {
    let transaction = database.begin_write()?;
    let mut about = transaction.open_table(ABOUT)?;
    let format = about.get("format")?.map(|value| value.value());
    if format.is_some_and(|format| format > FORMAT) {
        // What is not committed never was.
        return Ok(false);
    }
    about.insert("format", FORMAT)?;
    drop(about);
    transaction.open_table(SESSIONS)?;
    transaction.open_table(ROOMS)?;
    transaction.open_table(BROADCASTS)?;
    transaction.open_table(ENDS)?;
    transaction.commit()?;
    Ok(true)
}

/// Pages kept in memory, in bytes. The upper levels of the tree fit for millions of sessions; the rest is the operating
/// system's to cache.
const CACHE: usize = 8 * 1024 * 1024;

fn unix_ms(time: SystemTime) -> u64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO);
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
