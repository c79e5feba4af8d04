mod claim;

use core::fmt;
use core::future::Future;
use core::time::Duration;
use std::time::Instant;

use redis::{Cmd, FromRedisValue, cmd};

use crate::store::{OpenStoreError, RedisLink};
use crate::tiny::Record;
use crate::tiny::store::turns::Turns;
use crate::tiny::store::{RoomError, Store, StoreError, StoreSettings};
use claim::Claim;

/// Sessions in a Redis, for several servers at once.
///
/// Keys: `tot:s:{session}`, `tot:r:{room}`, `tot:b:{session}` for broadcasts, and `tot:c:{room}` while a server makes the
/// session of a room. Uses GET, SET, DEL, PING, and AUTH and SELECT as the address says. A connection that is lost is
/// made again by the next request.
pub struct RedisStore {
    link: RedisLink,
    settings: StoreSettings,
    turns: Turns,
}

impl RedisStore {
    /// How long to wait for another server's session.
    const PATIENCE: Duration = Duration::from_secs(35);

    /// A store at `address`, which need not answer yet. Must be called on a Tokio runtime.
    ///
    /// # Errors
    ///
    /// [`OpenStoreError::Address`] if it makes no sense.
    pub fn open(address: &str, settings: StoreSettings) -> Result<Self, OpenStoreError> {
        Ok(Self {
            link: RedisLink::open(address)?,
            settings,
            turns: Turns::default(),
        })
    }

    async fn ask<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, StoreError> {
        self.link.ask(command).await.map_err(StoreError::unavailable)
    }

    fn set(&self, key: &str, value: &[u8]) -> Cmd {
        let mut command = cmd("SET");
        command.arg(key).arg(value);
        if let Some(lifetime) = self.settings.lifetime {
            command.arg("EX").arg(lifetime.as_secs().max(1));
        }
        command
    }

    /// Keeps a session that was made under a claim. The room's name is taken by the first that sets it: whoever made
    /// another one meanwhile, because the claim ran out, gives it up.
    async fn keep_room(&self, room: &str, record: &Record) -> Result<Record, StoreError> {
        self.put(record).await?;
        let key = format!("tot:r:{room}");
        let set: Option<String> = self
            .ask(self.set(&key, record.session.as_str().as_bytes()).arg("NX"))
            .await?;
        if set.is_some() {
            return Ok(record.clone());
        }
        if let Some(winner) = self.room(room).await? {
            return Ok(winner);
        }
        // The name leads to a session that is gone.
        let _: Option<String> = self.ask(&self.set(&key, record.session.as_str().as_bytes())).await?;
        Ok(record.clone())
    }
}

impl Store for RedisStore {
    async fn get(&self, id: &str) -> Result<Option<Record>, StoreError> {
        let json: Option<Vec<u8>> = self.ask(cmd("GET").arg(format!("tot:s:{id}"))).await?;
        json.map(|json| Record::from_json(&json).map_err(|_| StoreError::Damaged))
            .transpose()
    }

    async fn put(&self, record: &Record) -> Result<(), StoreError> {
        let key = format!("tot:s:{}", record.session.as_str());
        let set: Option<String> = self.ask(&self.set(&key, &record.to_json())).await?;
        set.map(drop).ok_or(StoreError::Damaged)
    }

    async fn room_get_or_insert<E: Send>(
        &self,
        room: &str,
        make: impl Future<Output = Result<Record, E>> + Send,
    ) -> Result<Record, RoomError<E>> {
        let _turn = self.turns.wait(room).await?;
        let begin = Instant::now();
        let claim = loop {
            if let Some(record) = self.room(room).await? {
                return Ok(record);
            }
            if let Some(claim) = Claim::take(&self.link, room).await? {
                break claim;
            }
            if begin.elapsed() > Self::PATIENCE {
                return Err(StoreError::Busy.into());
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        };
        // Another server may have finished between the look and the claim.
        let outcome = match self.room(room).await {
            Ok(Some(record)) => Ok(record),
            Ok(None) => match make.await {
                Ok(mut record) => {
                    record.room = Some(room.into());
                    self.keep_room(room, &record).await.map_err(RoomError::Store)
                }
                Err(error) => Err(RoomError::Make(error)),
            },
            Err(error) => Err(RoomError::Store(error)),
        };
        claim.give_back().await;
        outcome
    }

    async fn room(&self, room: &str) -> Result<Option<Record>, StoreError> {
        let id: Option<String> = self.ask(cmd("GET").arg(format!("tot:r:{room}"))).await?;
        match id {
            Some(id) => self.get(&id).await,
            None => Ok(None),
        }
    }

    async fn broadcast(&self, session: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.ask(cmd("GET").arg(format!("tot:b:{session}"))).await
    }

    async fn set_broadcast(&self, session: &str, json: Option<Vec<u8>>) -> Result<(), StoreError> {
        let key = format!("tot:b:{session}");
        match json {
            Some(json) => self.ask::<Option<String>>(&self.set(&key, &json)).await.map(drop),
            None => self.ask::<i64>(cmd("DEL").arg(&key)).await.map(drop),
        }
    }

    async fn ping(&self) -> Result<(), StoreError> {
        self.ask::<String>(&cmd("PING")).await.map(drop)
    }
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
