//! Sessions in one file, written before the reply.

mod database;
mod recent;
mod snapshot;
mod tables;
mod writer;

use alloc::sync::Arc;
use core::error::Error;
use core::future::Future;
use core::time::Duration;
use std::path::Path;
use std::time::SystemTime;

use opentok_sdk::token::ApiKey;

use crate::store::OpenStoreError;
use crate::tiny::Record;
use crate::tiny::record::UnreadableRecord;
use crate::tiny::store::turns::Turns;
use crate::tiny::store::{RoomError, Store, StoreError, StoreSettings};
use database::Held;
use recent::Recent;
use snapshot::{Latest, Snapshot};
use tables::{BROADCASTS, ROOMS};
use writer::{Change, Writer};

/// Sessions in one file that survives a crash at any moment.
///
/// What was asked for at about the same time is written in one transaction, and each is told once that transaction is on
/// the disk. When the disk fails, every question is told so until it works again.
#[derive(Debug)]
pub struct FileStore {
    latest: Arc<Latest>,
    recent: Recent,
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
        let file = Held::open(path.into())?;
        let latest = file.latest();
        Ok(Self {
            writer: Writer::start(file, settings),
            latest,
            recent: Recent::default(),
            settings,
            turns: Turns::default(),
        })
    }

    /// What `read` makes of the record of a session, and until when it is kept, if there is one.
    fn read_session<T>(
        &self,
        id: &str,
        read: impl FnOnce(u64, &[u8]) -> Result<T, UnreadableRecord>,
    ) -> Result<Option<T>, StoreError> {
        let snapshot = self.snapshot()?;
        let Some(row) = snapshot.sessions.get(id).map_err(|error| self.failed(error))? else {
            return Ok(None);
        };
        let (until, json) = row.value();
        if is_over(until) {
            return Ok(None);
        }
        read(until, json).map(Some).map_err(|_| StoreError::Damaged)
    }

    fn read_room(&self, room: &str) -> Result<Option<Record>, StoreError> {
        let snapshot = self.snapshot()?;
        let table = snapshot
            .transaction
            .open_table(ROOMS)
            .map_err(|error| self.failed(error))?;
        match table.get(room).map_err(|error| self.failed(error))? {
            Some(id) => self.read_session(id.value(), |_, json| Record::from_json(json)),
            None => Ok(None),
        }
    }

    fn snapshot(&self) -> Result<Arc<Snapshot>, StoreError> {
        match self.latest.get() {
            Some(snapshot) => Ok(snapshot),
            None if self.writer.is_closed() => Err(StoreError::Closed),
            None => Err(self.failed("disk failed a moment ago")),
        }
    }

    /// What reading has failed with. The writer is to look at the file: it opens it anew if need be.
    fn failed(&self, cause: impl Into<Box<dyn Error + Send + Sync>>) -> StoreError {
        self.writer.look();
        StoreError::unavailable(cause)
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
        self.read_session(id, |_, json| Record::from_json(json))
    }

    async fn has(&self, id: &str, key: &ApiKey) -> Result<bool, StoreError> {
        if self.recent.until(id, key).is_some_and(|until| !is_over(until)) {
            return Ok(true);
        }
        let read = |until, json: &[u8]| Ok(Record::is_for(json, key)?.then_some(until));
        let Some(until) = self.read_session(id, read)?.flatten() else {
            return Ok(false);
        };
        self.recent.note(id, *key, until);
        Ok(true)
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
        let snapshot = self.snapshot()?;
        let table = snapshot
            .transaction
            .open_table(BROADCASTS)
            .map_err(|error| self.failed(error))?;
        let row = table.get(session).map_err(|error| self.failed(error))?;
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

/// Whether what is kept until then is to be forgotten.
fn is_over(until: u64) -> bool {
    until != u64::MAX && until <= unix_ms(SystemTime::now())
}

fn unix_ms(time: SystemTime) -> u64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO);
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
