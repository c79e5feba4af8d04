use core::fmt;
use core::time::Duration;

use ::redis::aio::{ConnectionManager, ConnectionManagerConfig};
use ::redis::{Client, cmd};

use super::held::millis;
use super::{Held, Put, StoreError};
use crate::help_lightning::Pin;

/// PINs in a Redis, shared by several servers. Reconnects by itself.
///
/// `hl:pin:{pin}` holds the record and goes by itself; `hl:pins` knows when each one goes, so that they can be counted.
pub(super) struct RedisPins {
    connection: ConnectionManager,
}

impl RedisPins {
    pub(super) async fn open(url: &str) -> Result<Self, StoreError> {
        let client = Client::open(url).map_err(StoreError::new)?;
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE))
            .set_number_of_retries(1);
        let connection = ConnectionManager::new_with_config(client, config).await;
        Ok(Self {
            connection: connection.map_err(StoreError::new)?,
        })
    }

    pub(super) async fn put(&self, pin: &Pin, held: &Held, capacity: u64, now: Duration) -> Result<Put, StoreError> {
        // One script, so that two servers never give out the same PIN, nor one too many.
        let stored: i64 = cmd("EVAL")
            .arg(PUT)
            .arg(2)
            .arg(key(pin))
            .arg(ENDS)
            .arg(pin.as_str())
            .arg(held.to_json())
            .arg(millis(now))
            .arg(millis(held.expires))
            .arg(capacity)
            .query_async(&mut self.connection.clone())
            .await
            .map_err(StoreError::new)?;
        Ok(match stored {
            1 => Put::Stored,
            0 => Put::Taken,
            _ => Put::Full,
        })
    }

    pub(super) async fn get(&self, pin: &Pin) -> Result<Option<Held>, StoreError> {
        let json: Option<Vec<u8>> = cmd("GET")
            .arg(key(pin))
            .query_async(&mut self.connection.clone())
            .await
            .map_err(StoreError::new)?;
        Ok(json.and_then(|json| Held::from_json(&json)))
    }

    pub(super) async fn count(&self, now: Duration) -> Result<u64, StoreError> {
        cmd("ZCOUNT")
            .arg(ENDS)
            .arg(format!("({}", millis(now)))
            .arg("+inf")
            .query_async(&mut self.connection.clone())
            .await
            .map_err(StoreError::new)
    }

    pub(super) async fn ping(&self) -> Result<(), StoreError> {
        cmd("PING")
            .query_async(&mut self.connection.clone())
            .await
            .map_err(StoreError::new)
    }
}

/// How long to wait for Redis.
const PATIENCE: Duration = Duration::from_secs(2);

const ENDS: &str = "hl:pins";

const PUT: &str = "\
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[3])
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[5]) then return -1 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', math.max(1, tonumber(ARGV[4]) - tonumber(ARGV[3])))
redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1])
return 1";

fn key(pin: &Pin) -> String {
    format!("hl:pin:{}", pin.as_str())
}

impl fmt::Debug for RedisPins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RedisPins(..)")
    }
}
