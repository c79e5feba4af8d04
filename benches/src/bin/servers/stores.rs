use alloc::sync::Arc;
use std::process::{Child, Command, Stdio};

use std::time::Instant;

use opentok_sdk::token::{SessionId, UnixSeconds};
use opentok_servers::tiny::Record;
use opentok_servers::tiny::store::{AnyStore, Store, StoreLocation, StoreSettings};

use crate::load::Load;
use crate::subjects;

/// Sessions in the store that has grown.
pub(crate) const MANY: u32 = 1_000_000;
/// Sessions in the one that has not.
pub(crate) const FEW: u32 = 4 * AT_ONCE;
/// Sessions put at the same time, as requests would.
const AT_ONCE: u32 = 512;
/// Sessions read for a measurement.
const READS: u32 = 20_000;

/// The cost of `put` and `get` for each store; then the token route of a server on a file of many sessions, and of few.
pub(crate) fn measure() -> [Load; 2] {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        report("memory", &open("memory:").await, FEW).await;
        if let Some((redis, address)) = start_redis() {
            report("redis", &open(&address).await, FEW).await;
            drop(redis);
        }
    });
    [("many", MANY), ("few", FEW)].map(|(name, count)| {
        let path = std::env::temp_dir().join(format!("tiny-bench-{}-{count}.db", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let location = format!("file:{}", path.display());
        runtime.block_on(async {
            let store = open(&location).await;
            report("file", &store, count).await;
            store.close().await;
        });
        let port = subjects::tiny(name, &location);
        // The server has it open, and nobody else needs its name.
        let _ = std::fs::remove_file(path);
        let requests: Vec<_> = asked(count).map(|id| subjects::access(id.as_str())).collect();
        Load::new(port, requests)
    })
}

/// Prints what a store costs.
async fn report(name: &str, store: &Arc<AnyStore>, count: u32) {
    let put = fill(store, count).await;
    let get = read(store, count).await;
    println!("ns store_{name} of {count} sessions: put {put:.0} ({AT_ONCE} at once), get {get:.0}");
}

/// Sessions from all over a store of so many.
fn asked(count: u32) -> impl Iterator<Item = SessionId> {
    (0..READS).map(move |at| session(at.wrapping_mul(2_654_435_761) % count))
}

/// Puts sessions, many at once; nanoseconds each.
async fn fill(store: &Arc<AnyStore>, count: u32) -> f64 {
    let begin = Instant::now();
    for front in (0..count).step_by(usize::try_from(AT_ONCE).expect("a small number")) {
        let tasks: Vec<_> = (front..(front + AT_ONCE).min(count))
            .map(|number| {
                let store = Arc::clone(store);
                tokio::spawn(async move { store.put(&record(number)).await })
            })
            .collect();
        for task in tasks {
            task.await.expect("no task fails").expect("the store writes");
        }
    }
    begin.elapsed().as_nanos() as f64 / f64::from(count)
}

/// Gets sessions one after the other, from all over the store; nanoseconds each.
async fn read(store: &Arc<AnyStore>, count: u32) -> f64 {
    let ids: Vec<SessionId> = asked(count).collect();
    let mut best = f64::INFINITY;
    for _ in 0..3 {
        let begin = Instant::now();
        for id in &ids {
            let found = store.get(id.as_str()).await.expect("the store reads");
            assert!(found.is_some(), "{id} is lost");
        }
        best = best.min(begin.elapsed().as_nanos() as f64 / f64::from(READS));
    }
    best
}

async fn open(location: &str) -> Arc<AnyStore> {
    let location: StoreLocation = location.parse().expect("a location");
    Arc::new(location.open(StoreSettings::new()).await.expect("the store opens"))
}

fn record(number: u32) -> Record {
    Record::new(
        session(number),
        "12345678".parse().expect("a key"),
        UnixSeconds::new(1_700_000_000),
    )
}

/// `1~12345678~~NUMBER~` in base64, filled up so that there is no padding.
fn session(number: u32) -> SessionId {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let payload = format!("1~12345678~~1700000000000~{number:010}~~~");
    let mut id = String::from("1_");
    for three in payload.as_bytes().chunks_exact(3) {
        let bits = usize::from(three[0]) << 16 | usize::from(three[1]) << 8 | usize::from(three[2]);
        id.extend([18, 12, 6, 0].map(|shift| char::from(ALPHABET[bits >> shift & 63])));
    }
    id.parse().expect("a session id")
}

/// A Redis that ends when dropped.
struct Redis(Child);

impl Drop for Redis {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start_redis() -> Option<(Redis, String)> {
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .ok()?
        .local_addr()
        .ok()?
        .port();
    let arguments = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--port"];
    let mut command = Command::new("redis-server");
    command
        .args(arguments)
        .arg(port.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let Ok(child) = command.spawn() else {
        eprintln!("SKIPPED: redis-server is not installed; its cost was not measured");
        return None;
    };
    let redis = Redis(child);
    for _ in 0..500 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Some((redis, format!("redis://127.0.0.1:{port}/0")));
        }
        std::thread::sleep(core::time::Duration::from_millis(10));
    }
    None
}
