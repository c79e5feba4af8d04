use alloc::sync::Arc;
use core::fmt;
use core::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::SystemTime;

use redb::{Database, ReadableTable, ReadableTableMetadata};
use tokio::sync::{mpsc, oneshot};

use super::database::Held;
use super::tables::{ABOUT, BROADCASTS, ENDS, FORMAT, ROOMS, SESSIONS};
use super::unix_ms;
use crate::tiny::store::{StoreError, StoreSettings};

/// One thing to write.
#[derive(Debug)]
pub(super) enum Change {
    Put {
        id: Box<str>,
        json: Vec<u8>,
        until: u64,
        room: Option<Box<str>>,
    },
    Broadcast {
        id: Box<str>,
        json: Option<Vec<u8>>,
    },
    /// Whether writing works at all.
    Nothing,
}

type Told = oneshot::Sender<Result<(), StoreError>>;

/// The thread that writes. redb has one writer at a time; what waits meanwhile shares its next transaction.
pub(super) struct Writer {
    queue: Mutex<Option<mpsc::Sender<(Change, Told)>>>,
    rooms: Arc<AtomicUsize>,
    ended: Mutex<Option<oneshot::Receiver<()>>>,
}

impl Writer {
    /// The most changes that wait; callers beyond are told that the store is busy.
    const MAX_WAITING: usize = 4096;
    /// The most changes in one transaction.
    const MAX_BATCH: usize = 512;
    /// The most sessions forgotten in one transaction.
    const MAX_FORGOTTEN: usize = 256;

    pub(super) fn start(mut file: Held, settings: StoreSettings) -> Self {
        let (queue, waiting) = mpsc::channel(Self::MAX_WAITING);
        let (end, ended) = oneshot::channel();
        let rooms = Arc::new(AtomicUsize::new(count_rooms(&file).unwrap_or(0)));
        let counted = Arc::clone(&rooms);
        thread::spawn(move || {
            run(&mut file, settings, waiting, &counted);
            file.close();
            let _ = end.send(());
        });
        Self {
            queue: Mutex::new(Some(queue)),
            rooms,
            ended: Mutex::new(Some(ended)),
        }
    }

    /// How many rooms there are.
    pub(super) fn rooms(&self) -> usize {
        self.rooms.load(Ordering::Relaxed)
    }

    /// Writes one change, and returns once it is on the disk.
    pub(super) async fn write(&self, change: Change) -> Result<(), StoreError> {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let (told, answer) = oneshot::channel();
        let queue = queue.ok_or(StoreError::Closed)?;
        queue.try_send((change, told)).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => StoreError::Busy,
            mpsc::error::TrySendError::Closed(_) => StoreError::Closed,
        })?;
        drop(queue);
        answer.await.unwrap_or(Err(StoreError::Closed))
    }

    pub(super) fn is_closed(&self) -> bool {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    /// Writes nothing new, should there be nothing else to write, and waits for nothing.
    pub(super) fn look(&self) {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(queue) = &*queue {
            // A queue that is full is looked after already.
            let _ = queue.try_send((Change::Nothing, oneshot::channel().0));
        }
    }

    /// Writes what waits, and ends.
    pub(super) async fn close(&self) {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).take();
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(ended) = ended {
            let _ = ended.await;
        }
    }
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer")
            .field("rooms", &self.rooms)
            .finish_non_exhaustive()
    }
}

fn run(file: &mut Held, settings: StoreSettings, mut waiting: mpsc::Receiver<(Change, Told)>, rooms: &AtomicUsize) {
    let (mut batch, mut told) = (Vec::new(), Vec::new());
    while let Some(first) = waiting.blocking_recv() {
        let rest = core::iter::from_fn(|| waiting.try_recv().ok());
        for (change, teller) in core::iter::once(first).chain(rest).take(Writer::MAX_BATCH) {
            batch.push(change);
            told.push(teller);
        }
        let outcome = file.change(|database| write(database, settings, &batch));
        let outcome = outcome.map(|counted| rooms.store(counted, Ordering::Relaxed));
        let outcome = outcome.map_err(StoreError::unavailable);
        for teller in told.drain(..) {
            // Who does not wait any more need not know.
            let _ = teller.send(outcome.clone());
        }
        batch.clear();
    }
}

/// Writes all of it or nothing; the number of rooms afterwards.
fn write(database: &Database, settings: StoreSettings, batch: &[Change]) -> Result<usize, redb::Error> {
    let transaction = database.begin_write()?;
    let rooms = {
        let mut sessions = transaction.open_table(SESSIONS)?;
        let mut rooms = transaction.open_table(ROOMS)?;
        let mut broadcasts = transaction.open_table(BROADCASTS)?;
        let mut ends = transaction.open_table(ENDS)?;
        for change in batch {
            match change {
                // What is there already, so that a page must be written.
                Change::Nothing => drop(transaction.open_table(ABOUT)?.insert("format", FORMAT)?),
                Change::Broadcast { id, json: Some(json) } => drop(broadcasts.insert(&**id, &**json)?),
                Change::Broadcast { id, json: None } => drop(broadcasts.remove(&**id)?),
                Change::Put { id, json, until, room } => {
                    sessions.insert(&**id, (*until, &**json))?;
                    if let Some(room) = room {
                        rooms.insert(&**room, &**id)?;
                    }
                    if *until != u64::MAX {
                        ends.insert((*until, &**id), ())?;
                    }
                }
            }
        }
        if settings.lifetime.is_some() {
            let now = unix_ms(SystemTime::now());
            let due = ends.range::<(u64, &str)>(..(now, ""))?.take(Writer::MAX_FORGOTTEN);
            let due: Vec<(u64, String)> = due
                .map(|entry| {
                    entry
                        .map(|(key, _)| (key.value().0, key.value().1.to_owned()))
                        .map_err(redb::Error::from)
                })
                .collect::<Result<_, _>>()?;
            for (until, id) in due {
                ends.remove((until, id.as_str()))?;
                forget(&mut sessions, &mut rooms, &mut broadcasts, &id, now)?;
            }
        }
        usize::try_from(rooms.len()?).unwrap_or(usize::MAX)
    };
    transaction.commit()?;
    Ok(rooms)
}

/// Forgets a session whose time is over, unless it was stored again since.
fn forget(
    sessions: &mut redb::Table<'_, &str, (u64, &[u8])>,
    rooms: &mut redb::Table<'_, &str, &str>,
    broadcasts: &mut redb::Table<'_, &str, &[u8]>,
    id: &str,
    now: u64,
) -> Result<(), redb::Error> {
    let room = match sessions.get(id)? {
        Some(row) if row.value().0 <= now => crate::tiny::Record::from_json(row.value().1)
            .ok()
            .and_then(|record| record.room),
        _ => return Ok(()),
    };
    sessions.remove(id)?;
    broadcasts.remove(id)?;
    if let Some(room) = room {
        let is_its_own = rooms.get(&*room)?.is_some_and(|owner| owner.value() == id);
        if is_its_own {
            rooms.remove(&*room)?;
        }
    }
    Ok(())
}

fn count_rooms(file: &Held) -> Option<usize> {
    let count = file.latest().get()?.transaction.open_table(ROOMS).ok()?.len().ok()?;
    usize::try_from(count).ok()
}
