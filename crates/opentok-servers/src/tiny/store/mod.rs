//! Where sessions are kept: in memory, in one file, or in Redis.

mod any;
mod error;
#[cfg(feature = "redb")]
mod file;
mod memory;
#[cfg(feature = "redis")]
mod redis;
mod turns;

use core::error::Error;
use core::fmt;
use core::future::Future;

use opentok_sdk::token::ApiKey;

pub use any::AnyStore;
pub use error::StoreError;
#[cfg(feature = "redb")]
pub use file::FileStore;
pub use memory::MemoryStore;
#[cfg(feature = "redis")]
pub use redis::RedisStore;

pub use crate::store::StoreLocation;
use crate::tiny::Record;

/// Where sessions are kept. What [`put`](Self::put) has returned from outlives the process, but in memory.
pub trait Store: Send + Sync + 'static {
    /// The session called `id`.
    fn get(&self, id: &str) -> impl Future<Output = Result<Option<Record>, StoreError>> + Send;

    /// Whether there is a session called `id`, made for the project `key`. Asked for every token.
    fn has(&self, id: &str, key: &ApiKey) -> impl Future<Output = Result<bool, StoreError>> + Send {
        async { Ok(self.get(id).await?.is_some_and(|record| record.key == *key)) }
    }

    /// Keeps a session; one of the same name is replaced.
    fn put(&self, record: &Record) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The session of a room, made by `make` if there is none, and then kept under the room's name and its own.
    ///
    /// However many ask at once, in however many processes that share the store, they get the same session; but for
    /// failures `make` is called once.
    fn room_get_or_insert<E: Send>(
        &self,
        room: &str,
        make: impl Future<Output = Result<Record, E>> + Send,
    ) -> impl Future<Output = Result<Record, RoomError<E>>> + Send;

    /// The session of a room, if there is one.
    fn room(&self, room: &str) -> impl Future<Output = Result<Option<Record>, StoreError>> + Send;

    /// What is known of the broadcast of a session, as JSON.
    fn broadcast(&self, session: &str) -> impl Future<Output = Result<Option<Vec<u8>>, StoreError>> + Send;

    /// Keeps what is known of the broadcast of a session, or forgets it.
    fn set_broadcast(
        &self,
        session: &str,
        json: Option<Vec<u8>>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Whether the store answers.
    fn ping(&self) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Writes what is still to be written. Nothing is asked of the store afterwards.
    fn close(&self) -> impl Future<Output = ()> + Send {
        async {}
    }
}

/// Why there is no session for a room.
#[derive(Debug)]
#[non_exhaustive]
pub enum RoomError<E> {
    /// The store failed.
    Store(StoreError),
    /// There was none, and none could be made.
    Make(E),
}

impl<E> fmt::Display for RoomError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Store(_) => "the store failed",
            Self::Make(_) => "no session could be made",
        })
    }
}

impl<E: Error + 'static> Error for RoomError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Store(error) => Some(error),
            Self::Make(error) => Some(error),
        }
    }
}

impl<E> From<StoreError> for RoomError<E> {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// What all stores are set to.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct StoreSettings {
    pub(crate) lifetime: Option<core::time::Duration>,
    pub(crate) max_rooms: usize,
}

impl StoreSettings {
    /// Sessions are kept for ever; 100,000 rooms at most.
    pub const fn new() -> Self {
        Self {
            lifetime: None,
            max_rooms: 100_000,
        }
    }

    /// Forgets sessions, and their rooms, so long after they were stored.
    pub const fn lifetime(mut self, lifetime: Option<core::time::Duration>) -> Self {
        self.lifetime = lifetime;
        self
    }

    /// The most rooms kept in memory or in a file. Redis has limits of its own.
    pub const fn max_rooms(mut self, most: usize) -> Self {
        self.max_rooms = most;
        self
    }
}

impl Default for StoreSettings {
    fn default() -> Self {
        Self::new()
    }
}
