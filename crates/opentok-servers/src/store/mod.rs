//! Where a server keeps what must outlive a request, as both servers here say it, and how such a place is opened.

#[cfg(feature = "redb")]
mod file;
mod location;
mod open_error;
#[cfg(feature = "redis")]
mod redis;

#[cfg(feature = "redb")]
pub(crate) use file::{open_file, reopen_file};
pub use location::{ParseLocationError, StoreLocation};
pub use open_error::OpenStoreError;
#[cfg(feature = "redis")]
pub(crate) use redis::{RedisFailure, RedisLink};
