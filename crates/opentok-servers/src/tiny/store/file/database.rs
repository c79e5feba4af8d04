use alloc::sync::Arc;
use core::error::Error;
use core::fmt;
use core::time::Duration;
use std::path::PathBuf;
use std::time::Instant;

use redb::{Database, ReadableTable};

use super::snapshot::{Latest, Snapshot};
use super::tables::{ABOUT, BROADCASTS, ENDS, FORMAT, ROOMS, SESSIONS};
use crate::store::{OpenStoreError, open_file, reopen_file};

/// The file as its writer holds it: opened anew when the disk has failed.
///
/// redb leaves a file alone for good once reading or writing it failed, whatever becomes of the disk.
pub(super) struct Held {
    database: Option<Database>,
    latest: Arc<Latest>,
    reopen: Box<dyn FnMut() -> Result<Database, Failure> + Send>,
    /// When it was opened last, or tried to be.
    opened: Instant,
}

type Failure = Box<dyn Error + Send + Sync>;

impl Held {
    /// How long to leave a file alone whose disk fails: to open one of a million sessions takes about a second.
    const REST: Duration = Duration::from_secs(1);

    /// Opens a file, or makes it.
    pub(super) fn open(path: PathBuf) -> Result<Self, OpenStoreError> {
        let database = open_file(&path, CACHE, prepare)?;
        let named = path.clone();
        let reopen = move || reopen_file(&path, CACHE, prepare).map_err(Failure::from);
        Self::new(database, reopen).map_err(|error| OpenStoreError::File(named, error.into()))
    }

    fn new(
        database: Database,
        reopen: impl FnMut() -> Result<Database, Failure> + Send + 'static,
    ) -> Result<Self, redb::Error> {
        Ok(Self {
            latest: Arc::new(Latest::new(Snapshot::take(&database)?)),
            database: Some(database),
            reopen: Box::new(reopen),
            opened: Instant::now(),
        })
    }

    pub(super) fn latest(&self) -> Arc<Latest> {
        Arc::clone(&self.latest)
    }

    /// Changes the file, and lets the change be read. When that fails the file is opened anew: at once, or for a change
    /// that comes later.
    pub(super) fn change<T>(&mut self, change: impl FnOnce(&Database) -> Result<T, redb::Error>) -> Result<T, Failure> {
        if self.database.is_none() {
            self.reopen()?;
        }
        let database = self.database.as_ref().ok_or("disk failed a moment ago")?;
        match change(database).and_then(|output| Ok((output, Snapshot::take(database)?))) {
            Ok((output, snapshot)) => {
                self.latest.set(Some(snapshot));
                Ok(output)
            }
            Err(error) => {
                self.close();
                // What was written before can be read again, if the disk allows that much.
                let _ = self.reopen();
                Err(error.into())
            }
        }
    }

    /// Lets go of the file.
    pub(super) fn close(&mut self) {
        self.latest.set(None);
        self.database = None;
    }

    /// Does nothing while the file is left alone.
    fn reopen(&mut self) -> Result<(), Failure> {
        if self.opened.elapsed() < Self::REST {
            return Ok(());
        }
        self.opened = Instant::now();
        let database = (self.reopen)()?;
        self.latest.set(Some(Snapshot::take(&database)?));
        self.database = Some(database);
        Ok(())
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Held")
            .field("database", &self.database)
            .finish_non_exhaustive()
    }
}

/// Makes the tables if they are not there, unless the file is of a later version.
fn prepare(database: &Database) -> Result<bool, redb::Error> {
    let transaction = database.begin_write()?;
    let mut about = transaction.open_table(ABOUT)?;
    let format = about.get("format")?.map(|value| value.value());
    if format.is_some_and(|format| format > FORMAT) {
        // What is not committed never was.
        return Ok(false);
    }
    about.insert("format", FORMAT)?;
    drop(about);
    transaction.open_table(SESSIONS)?;
    transaction.open_table(ROOMS)?;
    transaction.open_table(BROADCASTS)?;
    transaction.open_table(ENDS)?;
    // On a full disk a file can still be opened to be read.
    if format != Some(FORMAT) {
        transaction.commit()?;
    }
    Ok(true)
}

/// Pages kept in memory, in bytes: the upper levels of the tree of a million sessions. The rest is the operating
/// system's to cache.
const CACHE: usize = 12 * 1024 * 1024;

#[cfg(test)]
mod tests {
    use core::sync::atomic::{AtomicBool, Ordering};
    use std::io;
    use std::sync::Mutex;

    use redb::StorageBackend;

    use super::*;

    /// A disk that fails when told to, and keeps what was written.
    #[derive(Clone, Debug, Default)]
    struct Disk {
        bytes: Arc<Mutex<Vec<u8>>>,
        fails: Arc<AtomicBool>,
    }

    impl Disk {
        fn check(&self) -> io::Result<()> {
            match self.fails.load(Ordering::Relaxed) {
                true => Err(io::ErrorKind::StorageFull.into()),
                false => Ok(()),
            }
        }

        fn open(&self) -> Result<Database, redb::Error> {
            let database = Database::builder().create_with_backend(self.clone())?;
            prepare(&database)?;
            Ok(database)
        }
    }

    impl StorageBackend for Disk {
        fn len(&self) -> io::Result<u64> {
            Ok(self.bytes.lock().unwrap().len() as u64)
        }

        fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
            self.check()?;
            let front = usize::try_from(offset).unwrap();
            out.copy_from_slice(&self.bytes.lock().unwrap()[front..front + out.len()]);
            Ok(())
        }

        fn set_len(&self, len: u64) -> io::Result<()> {
            self.check()?;
            self.bytes.lock().unwrap().resize(usize::try_from(len).unwrap(), 0);
            Ok(())
        }

        fn sync_data(&self) -> io::Result<()> {
            self.check()
        }

        fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
            self.check()?;
            let front = usize::try_from(offset).unwrap();
            self.bytes.lock().unwrap()[front..front + data.len()].copy_from_slice(data);
            Ok(())
        }
    }

    fn put(held: &mut Held, id: &str) -> Result<(), Failure> {
        held.change(|database| {
            let transaction = database.begin_write()?;
            transaction.open_table(SESSIONS)?.insert(id, (u64::MAX, &b""[..]))?;
            transaction.commit()?;
            Ok(())
        })
    }

    fn has(held: &Held, id: &str) -> Option<bool> {
        Some(held.latest().get()?.sessions.get(id).ok()?.is_some())
    }

    fn held() -> (Disk, Held) {
        let disk = Disk::default();
        let again = disk.clone();
        let held = Held::new(disk.open().unwrap(), move || Ok(again.open()?)).unwrap();
        (disk, held)
    }

    /// As if it had been left alone for long enough.
    fn rest(held: &mut Held) {
        held.opened = Instant::now().checked_sub(Held::REST).unwrap();
    }

    #[test]
    fn a_change_is_read_as_soon_as_it_is_made() {
        let (_, mut held) = held();
        assert_eq!(has(&held, "a"), Some(false));
        put(&mut held, "a").unwrap();
        assert_eq!(has(&held, "a"), Some(true));
    }

    #[test]
    fn a_disk_that_works_again_is_used_again_and_nothing_is_lost() {
        let (disk, mut held) = held();
        put(&mut held, "a").unwrap();
        disk.fails.store(true, Ordering::Relaxed);
        rest(&mut held);
        assert!(put(&mut held, "b").is_err());
        assert_eq!(has(&held, "a"), None);
        rest(&mut held);
        assert!(put(&mut held, "c").is_err());

        disk.fails.store(false, Ordering::Relaxed);
        assert_eq!(put(&mut held, "d").unwrap_err().to_string(), "disk failed a moment ago");
        rest(&mut held);
        put(&mut held, "e").unwrap();
        assert_eq!(
            ["a", "b", "c", "d", "e"].map(|id| has(&held, id)),
            [true, false, false, false, true].map(Some)
        );
    }

    #[test]
    fn after_a_failure_that_passes_what_was_written_before_is_read_at_once() {
        let (disk, mut held) = held();
        put(&mut held, "a").unwrap();
        rest(&mut held);
        let failed = held.change(|database| {
            disk.fails.store(true, Ordering::Relaxed);
            let transaction = database.begin_write()?;
            transaction.open_table(SESSIONS)?.insert("b", (u64::MAX, &b""[..]))?;
            let outcome = transaction.commit();
            disk.fails.store(false, Ordering::Relaxed);
            Ok(outcome?)
        });
        assert!(failed.is_err());
        assert_eq!((has(&held, "a"), has(&held, "b")), (Some(true), Some(false)));
        put(&mut held, "b").unwrap();
        assert_eq!(has(&held, "b"), Some(true));
    }
}
