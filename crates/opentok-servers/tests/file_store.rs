//! Sessions in one file: what survives, and what is refused.

#![cfg(feature = "redb")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

mod support;

use std::path::PathBuf;

use opentok_sdk::token::UnixSeconds;
use opentok_servers::store::{OpenStoreError, StoreLocation};
use opentok_servers::tiny::Record;
use opentok_servers::tiny::store::{AnyStore, Store, StoreError, StoreSettings};
use redb::{ReadableDatabase, TableDefinition, TableHandle};
use support::session_id;

fn record(number: u32) -> Record {
    Record::new(
        session_id(number).parse().unwrap(),
        "12345678".parse().unwrap(),
        UnixSeconds::new(1_700_000_000),
    )
}

fn file(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("tiny-file-{}-{name}.db", std::process::id()));
    let _ = std::fs::remove_file(&path);
    path
}

async fn open(location: &str) -> AnyStore {
    let location: StoreLocation = location.parse().unwrap();
    location.open(StoreSettings::new()).await.unwrap()
}

#[tokio::test]
async fn a_file_remembers() {
    let path = file("remembers");
    let location = format!("file:{}", path.display());
    let store = open(&location).await;
    store.put(&record(7)).await.unwrap();
    store.close().await;
    assert!(matches!(store.put(&record(8)).await, Err(StoreError::Closed)));
    drop(store);
    let store = open(&location).await;
    assert_eq!(store.get(&session_id(7)).await.unwrap(), Some(record(7)));
}

#[tokio::test]
async fn a_file_in_use_is_refused_by_name() {
    let path = file("in-use");
    let location: StoreLocation = format!("file:{}", path.display()).parse().unwrap();
    let _store = location.open(StoreSettings::new()).await.unwrap();
    let error = location.open(StoreSettings::new()).await.unwrap_err();
    assert!(
        matches!(&error, OpenStoreError::InUse(named) if *named == path),
        "{error}"
    );
}

#[tokio::test]
async fn a_damaged_file_is_refused_by_name_and_left_as_it_is() {
    let path = file("damaged");
    let location: StoreLocation = format!("file:{}", path.display()).parse().unwrap();
    let store = location.open(StoreSettings::new()).await.unwrap();
    for number in 0..50 {
        store.put(&record(number)).await.unwrap();
    }
    store.close().await;
    drop(store);
    let whole = std::fs::read(&path).unwrap();
    let mut foreign = b"SQLite format 3\0".to_vec();
    foreign.resize(8192, 1);
    let cut = whole[..whole.len() / 3].to_vec();
    let mut torn = whole.clone();
    // Wherever it lies, what was written of session 25 is not what is read.
    let id = session_id(25);
    let places: Vec<_> = torn
        .windows(id.len())
        .enumerate()
        .filter(|(_, text)| *text == id.as_bytes())
        .map(|(at, _)| at)
        .collect();
    for at in places {
        torn[at + 5] ^= 1;
    }
    for (what, bytes) in [("another program's", foreign), ("cut", cut), ("torn", torn)] {
        std::fs::write(&path, &bytes).unwrap();
        let error = location.open(StoreSettings::new()).await.expect_err(what);
        assert!(
            matches!(&error, OpenStoreError::Damaged(named) if *named == path),
            "{what}: {error:?}"
        );
    }
    std::fs::write(&path, &whole).unwrap();
    let store = location.open(StoreSettings::new()).await.unwrap();
    assert!(store.get(&session_id(25)).await.unwrap().is_some());
}

#[tokio::test]
async fn a_file_of_a_later_version_is_refused_by_name_and_left_as_it_is() {
    const ABOUT: TableDefinition<'_, &str, u64> = TableDefinition::new("about");
    let path = file("later");
    let later = redb::Database::create(&path).unwrap();
    let writing = later.begin_write().unwrap();
    writing.open_table(ABOUT).unwrap().insert("format", 2).unwrap();
    writing.commit().unwrap();
    drop(later);
    let location: StoreLocation = format!("file:{}", path.display()).parse().unwrap();
    let error = location.open(StoreSettings::new()).await.unwrap_err();
    assert!(
        matches!(&error, OpenStoreError::Later(named) if *named == path),
        "{error}"
    );
    let later = redb::Database::open(&path).unwrap();
    let reading = later.begin_read().unwrap();
    let names: Vec<_> = reading
        .list_tables()
        .unwrap()
        .map(|table| table.name().to_owned())
        .collect();
    assert_eq!(names, ["about"]);
}
