use core::fmt;
use core::future::Future;
use core::time::Duration;
use std::time::Instant;

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Cmd, FromRedisValue, cmd};

use crate::tiny::Record;
use crate::tiny::store::turns::Turns;
use crate::tiny::store::{OpenStoreError, RoomError, Store, StoreError, StoreSettings};

/// Sessions in a Redis, for several servers at once.
///
/// Keys: `tot:s:{session}`, `tot:r:{room}`, `tot:b:{session}` for broadcasts, and `tot:c:{room}` while a server makes the
/// session of a room. Uses GET, SET, DEL, PING, and AUTH and SELECT as the address says. A connection that is lost is
/// made again by the next request.
pub struct RedisStore {
    connection: ConnectionManager,
    settings: StoreSettings,
    turns: Turns,
}

impl RedisStore {
    /// How long a claim to a room lasts if its holder dies: longer than making a session takes.
    const CLAIM: Duration = Duration::from_secs(30);
    /// How long to wait for another server's session.
    const PATIENCE: Duration = Duration::from_secs(35);
    /// How long to wait for the Redis.
    const TIMEOUT: Duration = Duration::from_secs(2);

    /// A store at `address`, which need not answer yet. Must be called on a Tokio runtime.
    ///
    /// # Errors
    ///
    /// [`OpenStoreError::Address`] if it makes no sense.
    pub fn open(address: &str, settings: StoreSettings) -> Result<Self, OpenStoreError> {
        let wrong = |error: redis::RedisError| OpenStoreError::Address(error.to_string().into());
        let client = redis::Client::open(address).map_err(wrong)?;
        let config = ConnectionManagerConfig::new()
            .set_number_of_retries(0)
            .set_connection_timeout(Some(Self::TIMEOUT))
            .set_response_timeout(Some(Self::TIMEOUT));
        let connection = ConnectionManager::new_lazy_with_config(client, config).map_err(wrong)?;
        Ok(Self {
            connection,
            settings,
            turns: Turns::default(),
        })
    }

    async fn ask<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, StoreError> {
        let first: Result<T, _> = command.query_async(&mut self.connection.clone()).await;
        match first {
            Ok(value) => Ok(value),
            // The first to ask after a loss is told of the loss; the second attempt finds the new connection. All
            // commands here may be repeated.
            Err(error) if error.is_connection_dropped() || error.is_io_error() => {
                let second = command.query_async(&mut self.connection.clone()).await;
                second.map_err(unavailable)
            }
            Err(error) => Err(unavailable(error)),
        }
    }

    fn set(&self, key: &str, value: &[u8]) -> Cmd {
        let mut command = cmd("SET");
        command.arg(key).arg(value);
        if let Some(lifetime) = self.settings.lifetime {
            command.arg("EX").arg(lifetime.as_secs().max(1));
        }
        command
    }

    /// Whether this server may make the session of `room`.
    async fn claim(&self, room: &str, token: &str) -> Result<bool, StoreError> {
        let mut command = cmd("SET");
        command
            .arg(format!("tot:c:{room}"))
            .arg(token)
            .arg("NX")
            .arg("PX")
            .arg(ms(Self::CLAIM));
        let set: Option<String> = self.ask(&command).await?;
        if set.is_some() {
            return Ok(true);
        }
        // A repeated attempt may have found its own claim.
        let holder: Option<String> = self.ask(cmd("GET").arg(format!("tot:c:{room}"))).await?;
        Ok(holder.as_deref() == Some(token))
    }

    /// Gives the claim back, if it is still this server's.
    async fn release(&self, room: &str, token: &str) {
        let key = format!("tot:c:{room}");
        let holder: Result<Option<String>, _> = self.ask(cmd("GET").arg(&key)).await;
        if holder.is_ok_and(|holder| holder.as_deref() == Some(token)) {
            let _: Result<i64, _> = self.ask(cmd("DEL").arg(&key)).await;
        }
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
        let _turn = self.turns.wait(room).await;
        let token = random_token()?;
        let begin = Instant::now();
        loop {
            if let Some(record) = self.room(room).await? {
                return Ok(record);
            }
            if self.claim(room, &token).await? {
                break;
            }
            if begin.elapsed() > Self::PATIENCE {
                return Err(StoreError::Busy.into());
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
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
        self.release(room, &token).await;
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

/// Kind and code only: details may hold the address.
fn unavailable(error: redis::RedisError) -> StoreError {
    let mut text = error.category().to_owned();
    if let Some(code) = error.code() {
        text.push_str(": ");
        text.push_str(code);
    }
    StoreError::unavailable(text)
}

fn random_token() -> Result<String, StoreError> {
    let bits = getrandom::u64().map_err(|_| StoreError::unavailable("no random numbers"))?;
    Ok(format!("{bits:016x}"))
}

fn ms(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
