use core::time::Duration;
use std::path::PathBuf;

use opentok_servers::help_lightning::{Held, Pin, Pins, Put};
use opentok_servers::store::{OpenStoreError, StoreLocation};

use crate::server::RUNTIME;
use crate::support::Redis;

const NOW: Duration = Duration::from_secs(1_700_000_000);
const TTL: Duration = Duration::from_secs(900);

fn pin(number: u32) -> Pin {
    format!("{number:04}").parse().unwrap()
}

fn held(session: &str, now: Duration) -> Held {
    Held::new(
        session.parse().unwrap(),
        "gss://h".into(),
        Some("wss://h".into()),
        now,
        TTL,
    )
}

/// What holds for every store.
async fn conforms(pins: &Pins) {
    assert_eq!(pins.capacity(), 3);
    assert_eq!(pins.get(&pin(1), NOW).await.unwrap(), None);
    assert_eq!(pins.put(&pin(1), &held("a", NOW), NOW).await.unwrap(), Put::Stored);
    assert_eq!(pins.get(&pin(1), NOW).await.unwrap(), Some(held("a", NOW)));
    assert_eq!(pins.put(&pin(1), &held("b", NOW), NOW).await.unwrap(), Put::Taken);
    let later = NOW + Duration::from_secs(10);
    assert_eq!(pins.put(&pin(2), &held("b", later), later).await.unwrap(), Put::Stored);
    assert_eq!(pins.put(&pin(3), &held("c", later), later).await.unwrap(), Put::Stored);
    assert!(pins.is_full(later).await.unwrap());
    assert_eq!(pins.put(&pin(4), &held("d", later), later).await.unwrap(), Put::Full);
    // The first has gone, and leaves room for one.
    let over = NOW + TTL;
    assert_eq!(pins.get(&pin(1), over).await.unwrap(), None);
    assert_eq!(pins.get(&pin(2), over).await.unwrap(), Some(held("b", later)));
    assert!(!pins.is_full(over).await.unwrap());
    assert_eq!(pins.put(&pin(4), &held("d", over), over).await.unwrap(), Put::Stored);
    assert_eq!(pins.put(&pin(5), &held("e", over), over).await.unwrap(), Put::Full);
    pins.ping().await.unwrap();
}

#[test]
fn memory_conforms() {
    RUNTIME.block_on(async {
        conforms(&Pins::open(&StoreLocation::Memory, 3).await.unwrap()).await;
    });
}

#[test]
fn no_capacity_is_always_full() {
    RUNTIME.block_on(async {
        let pins = Pins::open(&StoreLocation::Memory, 0).await.unwrap();
        assert!(pins.is_full(NOW).await.unwrap());
        assert_eq!(pins.put(&pin(1), &held("a", NOW), NOW).await.unwrap(), Put::Full);
    });
}

#[cfg(feature = "redb")]
#[test]
fn a_file_conforms_and_survives() {
    let path = scratch("pins");
    let url: StoreLocation = format!("file:{}", path.display()).parse().unwrap();
    RUNTIME.block_on(async {
        let pins = Pins::open(&url, 3).await.unwrap();
        conforms(&pins).await;
        drop(pins);
        let again = Pins::open(&url, 3).await.unwrap();
        let over = NOW + TTL;
        assert_eq!(again.get(&pin(4), over).await.unwrap(), Some(held("d", over)));
        assert!(again.is_full(over).await.unwrap());
    });
    std::fs::remove_file(path).unwrap();
}

#[cfg(feature = "redb")]
#[test]
fn a_file_that_is_something_else_is_refused_by_name_and_left_as_it_is() {
    let path = scratch("no-store");
    let location: StoreLocation = format!("file:{}", path.display()).parse().unwrap();
    // The short one is what a database would otherwise be made of.
    for text in ["a list of things to buy".to_owned(), "this is no store".repeat(1000)] {
        std::fs::write(&path, &text).unwrap();
        let error = RUNTIME.block_on(Pins::open(&location, 3)).unwrap_err();
        assert!(
            matches!(&error, OpenStoreError::Damaged(named) if *named == path),
            "{error:?}"
        );
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    }
    std::fs::remove_file(path).unwrap();
}

#[cfg(feature = "redis")]
#[test]
fn redis_conforms() {
    let Some(redis) = Redis::start() else { return };
    RUNTIME.block_on(async {
        let url: StoreLocation = format!("redis://127.0.0.1:{}/0", redis.port).parse().unwrap();
        let (one, two) = (Pins::open(&url, 3).await.unwrap(), Pins::open(&url, 3).await.unwrap());
        conforms(&one).await;
        // Two servers see the same PINs and never give out one twice.
        let over = NOW + TTL;
        assert_eq!(two.get(&pin(4), over).await.unwrap(), Some(held("d", over)));
        assert_eq!(two.put(&pin(4), &held("x", over), over).await.unwrap(), Put::Taken);
    });
}

#[cfg(feature = "redis")]
#[test]
fn a_redis_that_went_away_is_found_again_when_it_is_back() {
    let Some(redis) = Redis::start() else { return };
    RUNTIME.block_on(async {
        let location: StoreLocation = redis.address().parse().unwrap();
        let pins = Pins::open(&location, 3).await.unwrap();
        assert_eq!(pins.put(&pin(1), &held("a", NOW), NOW).await.unwrap(), Put::Stored);
        let port = redis.port;
        drop(redis);
        assert!(pins.get(&pin(1), NOW).await.is_err() && pins.ping().await.is_err());
        let _redis = Redis::start_at(port).unwrap();
        // The first to ask is served.
        assert_eq!(pins.put(&pin(2), &held("b", NOW), NOW).await.unwrap(), Put::Stored);
        assert_eq!(pins.get(&pin(2), NOW).await.unwrap(), Some(held("b", NOW)));
    });
}

#[cfg(feature = "redis")]
#[test]
fn a_redis_that_is_asked_twice_because_an_answer_was_lost_says_the_same_twice() {
    let Some(redis) = Redis::start() else { return };
    RUNTIME.block_on(async {
        let location: StoreLocation = redis.address().parse().unwrap();
        let pins = Pins::open(&location, 1).await.unwrap();
        for _ in 0..2 {
            assert_eq!(pins.put(&pin(1), &held("a", NOW), NOW).await.unwrap(), Put::Stored);
        }
        assert_eq!(pins.put(&pin(1), &held("b", NOW), NOW).await.unwrap(), Put::Taken);
        assert_eq!(pins.put(&pin(2), &held("b", NOW), NOW).await.unwrap(), Put::Full);
    });
}

fn scratch(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("opentok-servers-{}-{name}", std::process::id()));
    let _ = std::fs::remove_file(&path);
    path
}
