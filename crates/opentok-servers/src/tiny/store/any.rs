use core::future::Future;

use opentok_sdk::token::ApiKey;

use crate::store::{OpenStoreError, StoreLocation};
use crate::tiny::Record;
#[cfg(feature = "redb")]
use crate::tiny::store::FileStore;
#[cfg(feature = "redis")]
use crate::tiny::store::RedisStore;
use crate::tiny::store::{MemoryStore, RoomError, Store, StoreError, StoreSettings};

/// One of the stores of this crate.
#[derive(Debug)]
#[non_exhaustive]
pub enum AnyStore {
    /// In memory.
    Memory(MemoryStore),
    /// In one file.
    #[cfg(feature = "redb")]
    File(FileStore),
    /// In a Redis.
    #[cfg(feature = "redis")]
    Redis(RedisStore),
}

impl StoreLocation {
    /// Opens the store of sessions that is there. A Redis need not answer yet.
    ///
    /// # Errors
    ///
    /// As [`OpenStoreError`] says.
    pub async fn open(&self, settings: StoreSettings) -> Result<AnyStore, OpenStoreError> {
        match self {
            Self::Memory => Ok(AnyStore::Memory(MemoryStore::new(settings))),
            #[cfg(feature = "redb")]
            Self::File(path) => Ok(AnyStore::File(FileStore::open(path, settings)?)),
            #[cfg(not(feature = "redb"))]
            Self::File(_) => Err(OpenStoreError::Feature("redb")),
            #[cfg(feature = "redis")]
            Self::Redis(address) => Ok(AnyStore::Redis(RedisStore::open(address, settings)?)),
            #[cfg(not(feature = "redis"))]
            Self::Redis(_) => Err(OpenStoreError::Feature("redis")),
        }
    }
}

/// Asks whichever it is. What waits for a network has a box of its own: inline it would make every request's future as
/// large as itself, also with the other stores.
macro_rules! each {
    ($self:expr, $store:ident => $ask:expr) => {
        match $self {
            AnyStore::Memory($store) => $ask.await,
            #[cfg(feature = "redb")]
            AnyStore::File($store) => $ask.await,
            #[cfg(feature = "redis")]
            AnyStore::Redis($store) => Box::pin($ask).await,
        }
    };
}

impl Store for AnyStore {
    async fn get(&self, id: &str) -> Result<Option<Record>, StoreError> {
        each!(self, store => store.get(id))
    }

    async fn has(&self, id: &str, key: &ApiKey) -> Result<bool, StoreError> {
        each!(self, store => store.has(id, key))
    }

    async fn put(&self, record: &Record) -> Result<(), StoreError> {
        each!(self, store => store.put(record))
    }

    async fn room_get_or_insert<E: Send>(
        &self,
        room: &str,
        make: impl Future<Output = Result<Record, E>> + Send,
    ) -> Result<Record, RoomError<E>> {
        each!(self, store => store.room_get_or_insert(room, make))
    }

    async fn room(&self, room: &str) -> Result<Option<Record>, StoreError> {
        each!(self, store => store.room(room))
    }

    async fn broadcast(&self, session: &str) -> Result<Option<Vec<u8>>, StoreError> {
        each!(self, store => store.broadcast(session))
    }

    async fn set_broadcast(&self, session: &str, json: Option<Vec<u8>>) -> Result<(), StoreError> {
        each!(self, store => store.set_broadcast(session, json))
    }

    async fn ping(&self) -> Result<(), StoreError> {
        each!(self, store => store.ping())
    }

    async fn close(&self) {
        each!(self, store => store.close());
    }
}
