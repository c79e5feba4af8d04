use alloc::collections::VecDeque;
use core::future::Future;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use opentok_sdk::token::ApiKey;

use crate::tiny::Record;
use crate::tiny::store::turns::Turns;
use crate::tiny::store::{RoomError, Store, StoreError, StoreSettings};

/// Sessions in memory, gone with the process.
#[derive(Debug)]
pub struct MemoryStore {
    settings: StoreSettings,
    turns: Turns,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    sessions: HashMap<Box<str>, (Record, Instant)>,
    rooms: HashMap<Box<str>, Box<str>>,
    broadcasts: HashMap<Box<str>, Vec<u8>>,
    /// In the order they were stored, so that the oldest end first.
    ages: VecDeque<(Instant, Box<str>)>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new(settings: StoreSettings) -> Self {
        Self {
            settings,
            turns: Turns::default(),
            state: Mutex::default(),
        }
    }

    /// The state without what is too old.
    fn state(&self) -> MutexGuard<'_, State> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lifetime) = self.settings.lifetime {
            while let Some((stored, _)) = state.ages.front()
                && stored.elapsed() >= lifetime
                && let Some((stored, id)) = state.ages.pop_front()
            {
                state.forget(&id, stored);
            }
        }
        state
    }
}

impl State {
    fn put(&mut self, record: &Record, has_lifetime: bool) {
        let (id, now): (Box<str>, _) = (record.session.as_str().into(), Instant::now());
        if has_lifetime {
            self.ages.push_back((now, id.clone()));
        }
        self.sessions.insert(id, (record.clone(), now));
    }

    fn forget(&mut self, id: &str, stored: Instant) {
        if self.sessions.get(id).is_some_and(|(_, latest)| *latest == stored)
            && let Some((record, _)) = self.sessions.remove(id)
        {
            self.broadcasts.remove(id);
            if let Some(room) = record.room {
                self.rooms.remove(&room);
            }
        }
    }

    fn room(&self, room: &str) -> Option<Record> {
        let id = self.rooms.get(room)?;
        self.sessions.get(id).map(|(record, _)| record.clone())
    }
}

impl Store for MemoryStore {
    async fn get(&self, id: &str) -> Result<Option<Record>, StoreError> {
        Ok(self.state().sessions.get(id).map(|(record, _)| record.clone()))
    }

    async fn has(&self, id: &str, key: &ApiKey) -> Result<bool, StoreError> {
        Ok(self
            .state()
            .sessions
            .get(id)
            .is_some_and(|(record, _)| record.key == *key))
    }

    async fn put(&self, record: &Record) -> Result<(), StoreError> {
        self.state().put(record, self.settings.lifetime.is_some());
        Ok(())
    }

    async fn room_get_or_insert<E: Send>(
        &self,
        room: &str,
        make: impl Future<Output = Result<Record, E>> + Send,
    ) -> Result<Record, RoomError<E>> {
        let _turn = self.turns.wait(room).await?;
        if let Some(record) = self.room(room).await? {
            return Ok(record);
        }
        if self.state().rooms.len() >= self.settings.max_rooms {
            return Err(StoreError::RoomsFull.into());
        }
        let mut record = make.await.map_err(RoomError::Make)?;
        record.room = Some(room.into());
        let mut state = self.state();
        state.put(&record, self.settings.lifetime.is_some());
        state.rooms.insert(room.into(), record.session.as_str().into());
        Ok(record)
    }

    async fn room(&self, room: &str) -> Result<Option<Record>, StoreError> {
        Ok(self.state().room(room))
    }

    async fn broadcast(&self, session: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.state().broadcasts.get(session).cloned())
    }

    async fn set_broadcast(&self, session: &str, json: Option<Vec<u8>>) -> Result<(), StoreError> {
        let mut state = self.state();
        match json {
            Some(_) if state.broadcasts.len() >= self.settings.max_rooms => return Err(StoreError::RoomsFull),
            Some(json) => drop(state.broadcasts.insert(session.into(), json)),
            None => drop(state.broadcasts.remove(session)),
        }
        Ok(())
    }

    async fn ping(&self) -> Result<(), StoreError> {
        Ok(())
    }
}
