use alloc::sync::Arc;
use core::fmt;
use std::sync::{PoisonError, RwLock};

use redb::{Database, ReadOnlyTable, ReadTransaction, ReadableDatabase};

use super::tables::SESSIONS;

/// What the file held after the last change, ready to be read: to open a table costs more than to look into it.
pub(super) struct Snapshot {
    pub(super) transaction: ReadTransaction,
    pub(super) sessions: ReadOnlyTable<&'static str, (u64, &'static [u8])>,
}

/// The latest snapshot; none while the file fails. Whoever reads an older one keeps its pages from being used again, so
/// nobody keeps one for long.
#[derive(Debug)]
pub(super) struct Latest(RwLock<Option<Arc<Snapshot>>>);

impl Snapshot {
    pub(super) fn take(database: &Database) -> Result<Self, redb::Error> {
        let transaction = database.begin_read()?;
        let sessions = transaction.open_table(SESSIONS)?;
        Ok(Self { transaction, sessions })
    }
}

impl Latest {
    pub(super) fn new(snapshot: Snapshot) -> Self {
        Self(RwLock::new(Some(Arc::new(snapshot))))
    }

    pub(super) fn get(&self) -> Option<Arc<Snapshot>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn set(&self, snapshot: Option<Snapshot>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = snapshot.map(Arc::new);
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Snapshot(..)")
    }
}
