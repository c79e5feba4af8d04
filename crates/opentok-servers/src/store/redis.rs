use core::error::Error;
use core::fmt;
use core::time::Duration;

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, Cmd, FromRedisValue, RedisError};

use crate::store::OpenStoreError;

/// A connection to a Redis that need not answer yet. One that is lost is made again by the next question. Cheap to clone.
#[derive(Clone)]
pub(crate) struct RedisLink(ConnectionManager);

/// A Redis did not do what it was asked. Kind and code only: details may hold the address.
#[derive(Debug)]
pub(crate) struct RedisFailure(String);

impl RedisLink {
    /// How long to wait for a connection, and for an answer.
    const PATIENCE: Duration = Duration::from_secs(2);

    /// A link to the Redis at `address`. Must be called on a Tokio runtime.
    ///
    /// # Errors
    ///
    /// [`OpenStoreError::Address`] if it makes no sense.
    pub(crate) fn open(address: &str) -> Result<Self, OpenStoreError> {
        let wrong = |error: RedisError| OpenStoreError::Address(error.to_string().into());
        let client = Client::open(address).map_err(wrong)?;
        let config = ConnectionManagerConfig::new()
            .set_number_of_retries(0)
            .set_connection_timeout(Some(Self::PATIENCE))
            .set_response_timeout(Some(Self::PATIENCE));
        ConnectionManager::new_lazy_with_config(client, config)
            .map(Self)
            .map_err(wrong)
    }

    /// The answer to `command`, which must do no harm when it is asked twice.
    ///
    /// # Errors
    ///
    /// If there is none, or the Redis refuses.
    pub(crate) async fn ask<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, RedisFailure> {
        let first: Result<T, _> = command.query_async(&mut self.0.clone()).await;
        match first {
            // The first to ask after a loss is told of the loss; the second attempt finds the new connection.
            Err(error) if error.is_connection_dropped() || error.is_io_error() => command
                .query_async(&mut self.0.clone())
                .await
                .map_err(RedisFailure::new),
            outcome => outcome.map_err(RedisFailure::new),
        }
    }
}

impl RedisFailure {
    fn new(error: RedisError) -> Self {
        let mut text = error.category().to_owned();
        if let Some(code) = error.code() {
            text.push_str(": ");
            text.push_str(code);
        }
        Self(text)
    }
}

impl fmt::Debug for RedisLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RedisLink(..)")
    }
}

impl fmt::Display for RedisFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for RedisFailure {}
