use core::panic::AssertUnwindSafe;
use std::fs::File;
use std::io::Read;
use std::panic::catch_unwind;
use std::path::Path;

use redb::{Database, ReadableTable};

use super::tables::{ABOUT, BROADCASTS, ENDS, FORMAT, ROOMS, SESSIONS};
use crate::tiny::store::OpenStoreError;

/// Opens the file and makes sure that all of it can be read.
pub(super) fn open(path: &Path) -> Result<Database, OpenStoreError> {
    check_beginning(path)?;
    // A file that was tampered with may break assumptions inside of redb.
    let opened = catch_unwind(AssertUnwindSafe(|| {
        let mut builder = Database::builder();
        builder.set_cache_size(CACHE);
        // Every page's checksum: a store of a million sessions takes about a second.
        builder.set_check_integrity_on_open(true);
        let database = builder.create(path)?;
        prepare(&database).map(|format| (database, format))
    }));
    match opened {
        Err(_) => Err(OpenStoreError::Damaged(path.into())),
        Ok(Err(error)) => Err(refusal(path, error)),
        Ok(Ok((_, format))) if format > FORMAT => Err(OpenStoreError::Later(path.into())),
        Ok(Ok((database, _))) => Ok(database),
    }
}

/// Makes the tables if they are not there; says of which format they are.
fn prepare(database: &Database) -> Result<u64, redb::Error> {
    let transaction = database.begin_write()?;
    transaction.open_table(SESSIONS)?;
    transaction.open_table(ROOMS)?;
    transaction.open_table(BROADCASTS)?;
    transaction.open_table(ENDS)?;
    let mut about = transaction.open_table(ABOUT)?;
    let format = about.get("format")?.map(|value| value.value());
    if format.is_none() {
        about.insert("format", FORMAT)?;
    }
    drop(about);
    transaction.commit()?;
    Ok(format.unwrap_or(FORMAT))
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

/// Pages kept in memory, in bytes. The upper levels of the tree fit for millions of sessions; the rest is the operating
/// system's to cache.
const CACHE: usize = 8 * 1024 * 1024;

const MAGIC: &[u8] = b"redb\x1A\x0A\xA9\x0D\x0A";
