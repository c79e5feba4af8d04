//! Where PINs are kept: in memory, in one file, or in a Redis that several servers share.

#[cfg(feature = "redb")]
mod file;
mod held;
mod memory;
#[cfg(feature = "redis")]
mod redis;

pub use held::Held;

use core::fmt;
use core::time::Duration;

use crate::help_lightning::Pin;
use crate::store::{OpenStoreError, StoreLocation};

/// The PINs in use. Never more than its capacity; expired ones are gone, whether swept away already or not.
#[derive(Debug)]
pub struct Pins {
    store: Store,
    capacity: u64,
}

#[derive(Debug)]
enum Store {
    Memory(memory::MemoryPins),
    #[cfg(feature = "redb")]
    File(file::FilePins),
    #[cfg(feature = "redis")]
    Redis(redis::RedisPins),
}

/// What came of putting a PIN into use.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Put {
    /// There is no room for any.
    Full,
    /// It is in use from now on.
    Stored,
    /// It is in use already.
    Taken,
}

/// The store has failed. What lies beneath is for the log.
#[derive(Debug)]
pub struct StoreError(Box<dyn core::error::Error + Send + Sync>);

impl Pins {
    /// Opens the store at `location`, for at most `capacity` PINs at a time. A Redis need not answer yet.
    ///
    /// # Errors
    ///
    /// As [`OpenStoreError`] says.
    pub async fn open(location: &StoreLocation, capacity: u64) -> Result<Self, OpenStoreError> {
        let store = match location {
            StoreLocation::Memory => Store::Memory(memory::MemoryPins::new()),
            #[cfg(feature = "redb")]
            StoreLocation::File(path) => Store::File(file::FilePins::open(path.clone()).await?),
            #[cfg(not(feature = "redb"))]
            StoreLocation::File(_) => return Err(OpenStoreError::Feature("redb")),
            #[cfg(feature = "redis")]
            StoreLocation::Redis(address) => Store::Redis(redis::RedisPins::open(address)?),
            #[cfg(not(feature = "redis"))]
            StoreLocation::Redis(_) => return Err(OpenStoreError::Feature("redis")),
        };
        Ok(Self { store, capacity })
    }

    /// How many PINs may be in use.
    pub const fn capacity(&self) -> u64 {
        self.capacity
    }

    /// Puts a PIN into use, unless it is, or too many are.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn put(&self, pin: &Pin, held: &Held, now: Duration) -> Result<Put, StoreError> {
        match &self.store {
            Store::Memory(store) => Ok(store.put(pin, held, self.capacity, now)),
            #[cfg(feature = "redb")]
            Store::File(store) => store.put(pin, held, self.capacity, now).await,
            #[cfg(feature = "redis")]
            Store::Redis(store) => store.put(pin, held, self.capacity, now).await,
        }
    }

    /// What is behind a PIN in use.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn get(&self, pin: &Pin, now: Duration) -> Result<Option<Held>, StoreError> {
        let held = match &self.store {
            Store::Memory(store) => store.get(pin),
            #[cfg(feature = "redb")]
            Store::File(store) => store.get(pin),
            #[cfg(feature = "redis")]
            Store::Redis(store) => store.get(pin).await?,
        };
        Ok(held.filter(|held| !held.is_over(now)))
    }

    /// Whether no PIN can be put into use. Sweeps expired ones away.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn is_full(&self, now: Duration) -> Result<bool, StoreError> {
        if self.capacity == 0 {
            return Ok(true);
        }
        let used = match &self.store {
            Store::Memory(store) => store.count(now),
            #[cfg(feature = "redb")]
            Store::File(store) => store.count(now),
            #[cfg(feature = "redis")]
            Store::Redis(store) => store.count(now).await?,
        };
        Ok(used >= self.capacity)
    }

    /// Whether the store answers.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn ping(&self) -> Result<(), StoreError> {
        match &self.store {
            Store::Memory(_) => Ok(()),
            #[cfg(feature = "redb")]
            Store::File(store) => store.ping(),
            #[cfg(feature = "redis")]
            Store::Redis(store) => store.ping().await,
        }
    }
}

impl StoreError {
    /// Wraps what lies beneath.
    pub fn new(cause: impl Into<Box<dyn core::error::Error + Send + Sync>>) -> Self {
        Self(cause.into())
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("store of PINs has failed")
    }
}

impl core::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        Some(&*self.0)
    }
}
