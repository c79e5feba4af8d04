use core::time::Duration;

use ::redis::cmd;

use super::held::millis;
use super::{Held, Put, StoreError};
use crate::help_lightning::Pin;
use crate::store::{OpenStoreError, RedisLink};

/// PINs in a Redis, shared by several servers.
///
/// `hl:pin:{pin}` holds the record and goes by itself; `hl:pins` knows when each one goes, so that they can be counted.
#[derive(Debug)]
pub(super) struct RedisPins(RedisLink);

impl RedisPins {
    pub(super) fn open(address: &str) -> Result<Self, OpenStoreError> {
        RedisLink::open(address).map(Self)
    }

    pub(super) async fn put(&self, pin: &Pin, held: &Held, capacity: u64, now: Duration) -> Result<Put, StoreError> {
        // One script, so that two servers never give out the same PIN, nor one too many.
        let mut command = cmd("EVAL");
        command
            .arg(PUT)
            .arg(2)
            .arg(key(pin))
            .arg(ENDS)
            .arg(pin.as_str())
            .arg(held.to_json())
            .arg(millis(now))
            .arg(millis(held.expires))
            .arg(capacity);
        let stored: i64 = self.0.ask(&command).await.map_err(StoreError::new)?;
        Ok(match stored {
            1 => Put::Stored,
            0 => Put::Taken,
            _ => Put::Full,
        })
    }

    pub(super) async fn get(&self, pin: &Pin) -> Result<Option<Held>, StoreError> {
        let json: Option<Vec<u8>> = self.0.ask(cmd("GET").arg(key(pin))).await.map_err(StoreError::new)?;
        Ok(json.and_then(|json| Held::from_json(&json)))
    }

    pub(super) async fn count(&self, now: Duration) -> Result<u64, StoreError> {
        let mut command = cmd("ZCOUNT");
        command.arg(ENDS).arg(format!("({}", millis(now))).arg("+inf");
        self.0.ask(&command).await.map_err(StoreError::new)
    }

    pub(super) async fn ping(&self) -> Result<(), StoreError> {
        self.0
            .ask::<String>(&cmd("PING"))
            .await
            .map(drop)
            .map_err(StoreError::new)
    }
}

const ENDS: &str = "hl:pins";

/// Asked twice because the first answer was lost, it finds its own record and says the same again.
const PUT: &str = "\
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[3])
local held = redis.call('GET', KEYS[1])
if held == ARGV[2] then return 1 end
if held then return 0 end
if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[5]) then return -1 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', math.max(1, tonumber(ARGV[4]) - tonumber(ARGV[3])))
redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1])
return 1";

fn key(pin: &Pin) -> String {
    format!("hl:pin:{}", pin.as_str())
}
