use core::panic::AssertUnwindSafe;
use std::fs::File;
use std::io::Read;
use std::panic::catch_unwind;
use std::path::Path;

use redb::{Builder, Database, DatabaseError};

use crate::store::OpenStoreError;

/// Opens a file of redb, or makes it, and makes sure that all of it can be read. What a crash left half written is taken
/// back.
///
/// `cache` is how many bytes of pages are kept in memory. `prepare` makes what tables there must be; it says `false`, and
/// then has changed nothing, if they are of a later version than this program knows.
///
/// # Errors
///
/// As [`OpenStoreError`] says, by name of the file.
pub(crate) fn open_file(
    path: &Path,
    cache: usize,
    prepare: impl FnOnce(&Database) -> Result<bool, redb::Error>,
) -> Result<Database, OpenStoreError> {
    check_beginning(path)?;
    open_with(path, cache, prepare, |builder| builder.create(path))
}

/// The same for a file that was open before: one that is gone, or empty, is not made anew.
///
/// # Errors
///
/// As [`open_file`].
pub(crate) fn reopen_file(
    path: &Path,
    cache: usize,
    prepare: impl FnOnce(&Database) -> Result<bool, redb::Error>,
) -> Result<Database, OpenStoreError> {
    open_with(path, cache, prepare, |builder| builder.open(path))
}

fn open_with(
    path: &Path,
    cache: usize,
    prepare: impl FnOnce(&Database) -> Result<bool, redb::Error>,
    open: impl FnOnce(&Builder) -> Result<Database, DatabaseError>,
) -> Result<Database, OpenStoreError> {
    // A file that was tampered with may break assumptions inside of redb.
    let opened = catch_unwind(AssertUnwindSafe(|| {
        let mut builder = Database::builder();
        builder.set_cache_size(cache);
        // Every page's checksum: a store of a million sessions takes about a second.
        builder.set_check_integrity_on_open(true);
        let database = open(&builder)?;
        prepare(&database).map(|is_known| (database, is_known))
    }));
    match opened {
        Err(_) => Err(OpenStoreError::Damaged(path.into())),
        Ok(Err(error)) => Err(refusal(path, error)),
        Ok(Ok((_, false))) => Err(OpenStoreError::Later(path.into())),
        Ok(Ok((database, true))) => Ok(database),
    }
}

/// redb makes a new store of a file that is too short to be one; what is somebody else's file must not be lost to that.
fn check_beginning(path: &Path) -> Result<(), OpenStoreError> {
    let mut beginning = Vec::new();
    let read = match File::open(path) {
        Ok(file) => file.take(MAGIC.len() as u64).read_to_end(&mut beginning),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => Err(error),
    };
    match read {
        Err(error) => Err(OpenStoreError::File(path.into(), error.into())),
        // Nothing, or zeros, is what a crash leaves of a file that was just made.
        Ok(_) if beginning.iter().all(|byte| *byte == 0) || beginning == MAGIC => Ok(()),
        Ok(_) => Err(OpenStoreError::Damaged(path.into())),
    }
}

fn refusal(path: &Path, error: redb::Error) -> OpenStoreError {
    match error {
        redb::Error::DatabaseAlreadyOpen => OpenStoreError::InUse(path.into()),
        redb::Error::UpgradeRequired(_) => OpenStoreError::Later(path.into()),
        redb::Error::Corrupted(_) | redb::Error::RepairAborted | redb::Error::TableTypeMismatch { .. } => {
            OpenStoreError::Damaged(path.into())
        }
        redb::Error::Io(error) => match error.kind() {
            // redb says so of a file whose front is not its own, or that ends too early.
            std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof => OpenStoreError::Damaged(path.into()),
            _ => OpenStoreError::File(path.into(), error.into()),
        },
        other => OpenStoreError::File(path.into(), other.into()),
    }
}

const MAGIC: &[u8] = b"redb\x1A\x0A\xA9\x0D\x0A";
