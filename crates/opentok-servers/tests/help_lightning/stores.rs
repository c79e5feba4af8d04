use core::time::Duration;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use opentok_servers::help_lightning::{Held, Pin, Pins, Put};
use opentok_servers::store::StoreLocation;

use crate::server::RUNTIME;

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
fn a_file_that_is_something_else_is_refused() {
    let path = scratch("no-store");
    std::fs::write(&path, "this is no store".repeat(1000)).unwrap();
    let url: StoreLocation = format!("file:{}", path.display()).parse().unwrap();
    assert!(RUNTIME.block_on(Pins::open(&url, 3)).is_err());
    std::fs::remove_file(path).unwrap();
}

#[cfg(feature = "redis")]
#[test]
fn redis_conforms() {
    let Some(redis) = Redis::start() else {
        eprintln!("SKIPPED: there is no redis-server on this machine");
        return;
    };
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

fn scratch(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("opentok-servers-{}-{name}", std::process::id()));
    let _ = std::fs::remove_file(&path);
    path
}

/// A Redis of this test's own, on a free port, with nothing on disk.
struct Redis {
    process: Child,
    port: u16,
}

impl Redis {
    fn start() -> Option<Self> {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let process = Command::new("redis-server")
            .args([
                "--port",
                &port.to_string(),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
            ])
            .stdout(Stdio::null())
            .spawn()
            .ok()?;
        let redis = Self { process, port };
        for _ in 0..500 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(redis);
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("redis-server does not listen");
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
