use core::time::Duration;

use redis::cmd;
use tokio::runtime::Handle;

use crate::store::{RedisFailure, RedisLink};
use crate::tiny::store::StoreError;

/// The right to make the session of a room, held by one server at a time.
///
/// It is given back when it is dropped, too: whoever asked for the room may go away while its session is made, and
/// nobody else should have to wait until the claim runs out.
#[derive(Debug)]
pub(super) struct Claim {
    link: RedisLink,
    key: String,
    token: String,
    is_held: bool,
}

impl Claim {
    /// How long it lasts if its holder dies: longer than making a session takes.
    const LIFETIME: Duration = Duration::from_secs(30);

    /// Claims `room`; `None` if another server has.
    pub(super) async fn take(link: &RedisLink, room: &str) -> Result<Option<Self>, StoreError> {
        let bits = getrandom::u64().map_err(|_| StoreError::unavailable("no random numbers"))?;
        let mut claim = Self {
            link: link.clone(),
            key: format!("tot:c:{room}"),
            token: format!("{bits:016x}"),
            // From before the first byte is sent: who breaks off while it is taken may have it.
            is_held: true,
        };
        match claim.try_take().await {
            Ok(true) => Ok(Some(claim)),
            Ok(false) => {
                claim.is_held = false;
                Ok(None)
            }
            Err(failure) => Err(StoreError::unavailable(failure)),
        }
    }

    async fn try_take(&self) -> Result<bool, RedisFailure> {
        let mut command = cmd("SET");
        let lifetime = u64::try_from(Self::LIFETIME.as_millis()).unwrap_or(u64::MAX);
        command
            .arg(&self.key)
            .arg(&self.token)
            .arg("NX")
            .arg("PX")
            .arg(lifetime);
        let set: Option<String> = self.link.ask(&command).await?;
        // A repeated attempt may have found its own claim.
        Ok(set.is_some() || is_holder(&self.link, &self.key, &self.token).await?)
    }

    /// Gives it back, and returns once that is done.
    pub(super) async fn give_back(mut self) {
        release(&self.link, &self.key, &self.token).await;
        self.is_held = false;
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        if !self.is_held {
            return;
        }
        // Without a runtime the process ends, and the claim runs out.
        if let Ok(runtime) = Handle::try_current() {
            let (link, key, token) = (
                self.link.clone(),
                core::mem::take(&mut self.key),
                core::mem::take(&mut self.token),
            );
            runtime.spawn(async move { release(&link, &key, &token).await });
        }
    }
}

/// Deletes the claim, unless it ran out and is another server's by now.
async fn release(link: &RedisLink, key: &str, token: &str) {
    if is_holder(link, key, token).await.unwrap_or(false) {
        let _: Result<i64, _> = link.ask(cmd("DEL").arg(key)).await;
    }
}

async fn is_holder(link: &RedisLink, key: &str, token: &str) -> Result<bool, RedisFailure> {
    let holder: Option<String> = link.ask(cmd("GET").arg(key)).await?;
    Ok(holder.as_deref() == Some(token))
}
