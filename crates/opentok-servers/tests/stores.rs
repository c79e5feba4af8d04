//! What every store must do, over each of them.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

mod support;

use alloc::sync::Arc;
use core::sync::atomic::{AtomicU32, Ordering};
use core::time::Duration;
use std::path::PathBuf;

use opentok_sdk::token::{SessionId, UnixSeconds};
use opentok_servers::store::StoreLocation;
use opentok_servers::tiny::Record;
use opentok_servers::tiny::store::{AnyStore, RoomError, Store, StoreError, StoreSettings};
use support::Redis;

fn session(number: u32) -> SessionId {
    let id = support::session_id(number);
    id.parse().unwrap()
}

fn record(number: u32) -> Record {
    let mut record = Record::new(
        session(number),
        "12345678".parse().unwrap(),
        UnixSeconds::new(1_700_000_000),
    );
    record.location = Some([10, 1, 200, 30].into());
    record
}

/// Every promise of [`Store`], on a store that has nothing in it.
async fn conforms(store: Arc<AnyStore>) {
    store.ping().await.unwrap();
    assert_eq!(store.get("2_nope").await.unwrap(), None);
    store.put(&record(1)).await.unwrap();
    assert_eq!(store.get(session(1).as_str()).await.unwrap(), Some(record(1)));
    let (own, foreign) = ("12345678".parse().unwrap(), "1234567".parse().unwrap());
    for (id, key, is_known) in [
        (session(1), own, true),
        (session(1), foreign, false),
        (session(2), own, false),
    ] {
        assert_eq!(store.has(id.as_str(), &key).await.unwrap(), is_known, "{id} of {key}");
    }
    let mut other = record(1);
    other.location = None;
    store.put(&other).await.unwrap();
    assert_eq!(store.get(session(1).as_str()).await.unwrap(), Some(other));

    // However many ask at once, the session of a room is made once.
    let made = Arc::new(AtomicU32::new(100));
    let asked: Vec<_> = (0..50)
        .map(|_| {
            let (store, made) = (Arc::clone(&store), Arc::clone(&made));
            tokio::spawn(async move {
                let make = async {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    Ok::<_, ()>(record(made.fetch_add(1, Ordering::SeqCst)))
                };
                store.room_get_or_insert("rush", make).await.unwrap().session
            })
        })
        .collect();
    for ask in asked {
        assert_eq!(ask.await.unwrap(), session(100));
    }
    assert_eq!(made.load(Ordering::SeqCst), 101);
    let kept = store.room("rush").await.unwrap().unwrap();
    assert_eq!((kept.session, kept.room.as_deref()), (session(100), Some("rush")));
    assert!(
        store.get(session(100).as_str()).await.unwrap().is_some(),
        "a room's session is a session"
    );
    assert_eq!(store.room("other").await.unwrap(), None);

    // A failure is handed on, and the next one who asks tries again.
    let failed = store
        .room_get_or_insert("unlucky", async { Err::<Record, _>("no") })
        .await;
    assert!(matches!(failed, Err(RoomError::Make("no"))));
    let second = store
        .room_get_or_insert("unlucky", async { Ok::<_, ()>(record(200)) })
        .await
        .unwrap();
    assert_eq!(second.session, session(200));

    // Names are just names.
    for name in ["__proto__", "constructor", "a/b", "ü \"'", "x\ny"] {
        let number = 300 + u32::try_from(name.len()).unwrap();
        let kept = store
            .room_get_or_insert(name, async { Ok::<_, ()>(record(number)) })
            .await
            .unwrap();
        assert_eq!(kept.room.as_deref(), Some(name));
    }

    assert_eq!(store.broadcast("2_S").await.unwrap(), None);
    store.set_broadcast("2_S", Some(b"{}".to_vec())).await.unwrap();
    assert_eq!(store.broadcast("2_S").await.unwrap().as_deref(), Some(&b"{}"[..]));
    store.set_broadcast("2_S", None).await.unwrap();
    assert_eq!(store.broadcast("2_S").await.unwrap(), None);
}

/// A session is forgotten when its time is over, and its room with it.
async fn forgets(store: AnyStore) {
    store.put(&record(1)).await.unwrap();
    store
        .room_get_or_insert("brief", async { Ok::<_, ()>(record(2)) })
        .await
        .unwrap();
    assert!(store.get(session(1).as_str()).await.unwrap().is_some());
    for _ in 0..400 {
        tokio::time::sleep(Duration::from_millis(25)).await;
        if store.get(session(2).as_str()).await.unwrap().is_none() {
            break;
        }
    }
    assert_eq!(store.get(session(1).as_str()).await.unwrap(), None);
    assert!(!store.has(session(1).as_str(), &record(1).key).await.unwrap());
    let again = store
        .room_get_or_insert("brief", async { Ok::<_, ()>(record(3)) })
        .await
        .unwrap();
    assert_eq!(again.session, session(3));
}

async fn open(location: &str, settings: StoreSettings) -> AnyStore {
    location.parse::<StoreLocation>().unwrap().open(settings).await.unwrap()
}

fn brief() -> StoreSettings {
    StoreSettings::new().lifetime(Some(Duration::from_secs(1)))
}

fn file(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("tiny-store-{}-{name}.db", std::process::id()));
    let _ = std::fs::remove_file(&path);
    path
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_conforms() {
    conforms(Arc::new(open("memory:", StoreSettings::new()).await)).await;
    forgets(open("memory:", brief()).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_conforms() {
    let path = file("conforms");
    conforms(Arc::new(
        open(&format!("file:{}", path.display()), StoreSettings::new()).await,
    ))
    .await;
    let path = file("forgets");
    forgets(open(&format!("file:{}", path.display()), brief()).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_conforms() {
    let Some(redis) = Redis::start() else { return };
    conforms(Arc::new(open(&redis.address(), StoreSettings::new()).await)).await;
    let Some(redis) = Redis::start() else { return };
    forgets(open(&redis.address(), brief()).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_on_one_redis_make_one_session_for_a_room() {
    let Some(redis) = Redis::start() else { return };
    let stores = [
        open(&redis.address(), StoreSettings::new()).await,
        open(&redis.address(), StoreSettings::new()).await,
    ];
    let stores = stores.map(Arc::new);
    let made = Arc::new(AtomicU32::new(0));
    let asked: Vec<_> = (0..60)
        .map(|index| {
            let (store, made) = (Arc::clone(&stores[index % 2]), Arc::clone(&made));
            tokio::spawn(async move {
                let make = async {
                    tokio::time::sleep(Duration::from_millis(10)).await;
                    Ok::<_, ()>(record(made.fetch_add(1, Ordering::SeqCst)))
                };
                let room = format!("room {}", index / 20);
                (
                    room.clone(),
                    store.room_get_or_insert(&room, make).await.unwrap().session,
                )
            })
        })
        .collect();
    let mut found = alloc::collections::BTreeMap::new();
    for ask in asked {
        let (room, session) = ask.await.unwrap();
        assert_eq!(*found.entry(room).or_insert(session), session);
    }
    assert_eq!(made.load(Ordering::SeqCst), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_goes_away_while_a_room_is_made_keeps_nobody_waiting() {
    let Some(redis) = Redis::start() else { return };
    let one = Arc::new(open(&redis.address(), StoreSettings::new()).await);
    let other = open(&redis.address(), StoreSettings::new()).await;
    let (told, making) = tokio::sync::oneshot::channel();
    let asking = tokio::spawn({
        let one = Arc::clone(&one);
        async move {
            let make = async {
                told.send(()).unwrap();
                core::future::pending::<Result<Record, ()>>().await
            };
            let _ = one.room_get_or_insert("left", make).await;
        }
    });
    making.await.unwrap();
    asking.abort();
    // The claim itself would last for thirty seconds.
    let next = other.room_get_or_insert("left", async { Ok::<_, ()>(record(1)) });
    let made = tokio::time::timeout(Duration::from_secs(15), next).await;
    assert_eq!(made.expect("the claim was kept").unwrap().session, session(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redis_that_went_away_is_found_again_when_it_is_back() {
    let Some(redis) = Redis::start() else { return };
    let store = open(&redis.address(), StoreSettings::new()).await;
    store.put(&record(1)).await.unwrap();
    let port = redis.port;
    drop(redis);
    assert!(matches!(
        store.get(session(1).as_str()).await,
        Err(StoreError::Unavailable(_))
    ));
    assert!(store.ping().await.is_err());
    let _redis = Redis::start_at(port).unwrap();
    store.put(&record(2)).await.unwrap();
    assert_eq!(store.get(session(2).as_str()).await.unwrap(), Some(record(2)));
}

#[tokio::test]
async fn rooms_have_a_limit() {
    for location in ["memory:".to_owned(), format!("file:{}", file("rooms").display())] {
        let store = open(&location, StoreSettings::new().max_rooms(2)).await;
        for number in 0..2 {
            let name = number.to_string();
            store
                .room_get_or_insert(&name, async { Ok::<_, ()>(record(number)) })
                .await
                .unwrap();
        }
        let third = store.room_get_or_insert("2", async { Ok::<_, ()>(record(2)) }).await;
        assert!(
            matches!(third, Err(RoomError::Store(StoreError::RoomsFull))),
            "{location}"
        );
        assert!(
            store
                .room_get_or_insert("1", async { Err::<Record, _>(()) })
                .await
                .is_ok()
        );
    }
}
