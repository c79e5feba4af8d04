use alloc::sync::Arc;
use core::sync::atomic::{AtomicU64, Ordering};
use core::time::Duration;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::LazyLock;
use std::sync::Mutex;

use helplightning::sandbox::Sandbox;
use helplightning::{Clock, UnixSeconds};
use opentok_servers::help_lightning::{Chance, HelpLightning, Settings, WallClock};
use opentok_servers::log::{Log, LogFormat};
use opentok_servers::serve::{Limits, Listeners, Metrics, Options, Server, Shutdown, ShutdownTrigger};
use opentok_servers::settings::{Layer, Sources};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

pub(crate) static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap()
});

/// A server in front of a sandbox, and a clock that only this test moves.
pub(crate) struct TestServer {
    pub(crate) sandbox: Sandbox,
    pub(crate) port: u16,
    log: Log,
    out: Shared,
    now: Arc<AtomicU64>,
    trigger: Option<ShutdownTrigger>,
    server: Option<tokio::task::JoinHandle<()>>,
}

/// A reply: status, headers as they came, JSON (null if it is none).
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: String,
    pub(crate) json: Value,
}

impl TestServer {
    /// With these settings on top of those for a sandbox.
    pub(crate) fn start(pairs: &[(&str, &str)]) -> Self {
        Self::with_chance(pairs, Chance::system())
    }

    pub(crate) fn with_chance(pairs: &[(&str, &str)], chance: Chance) -> Self {
        let now = Arc::new(AtomicU64::new(1_700_000_000_000));
        let (read, read_too) = (Arc::clone(&now), Arc::clone(&now));
        let wall = WallClock::new(move || Duration::from_millis(read.load(Ordering::Relaxed)));
        let seconds = Clock::new(move || UnixSeconds::new(read_too.load(Ordering::Relaxed) / 1000));
        let sandbox = Sandbox::new(7, seconds);
        let layers = [
            Layer::from_pairs("test", pairs.iter().copied()),
            Layer::from_pairs(
                "test",
                [
                    ("HLSERVER_LISTEN", "127.0.0.1:0"),
                    ("HLSERVER_UPSTREAM_TIMEOUT", "300ms"),
                ],
            ),
        ];
        let (settings, _) = Settings::read_for_sandbox(&Sources::new(layers), &sandbox).unwrap();
        let out = Shared::default();
        let log = Log::new(LogFormat::Text, out.clone());
        RUNTIME.block_on(async {
            let metrics = Metrics::new("help_lightning");
            let app = HelpLightning::open(&settings, sandbox.transport(), wall, chance, log.clone(), &metrics);
            let app = app.await.unwrap();
            let listeners = Listeners::bind(settings.listen, None).await.unwrap();
            let port = listeners.address().unwrap().port();
            let options = Options::new(log.clone(), metrics, 1)
                .limits(
                    Limits::new()
                        .body_bytes(settings.body_limit)
                        .body_time(Duration::from_millis(300)),
                )
                .cors(settings.cors.clone())
                .trusted_proxies(settings.forwarded_by.clone())
                .grace(Duration::from_secs(2));
            let (trigger, shutdown) = Shutdown::new();
            Self {
                sandbox: sandbox.clone(),
                port,
                log: log.clone(),
                out,
                now,
                trigger: Some(trigger),
                server: Some(tokio::spawn(Server::new(app, options).run(listeners, shutdown))),
            }
        })
    }

    /// Lets time pass.
    pub(crate) fn advance(&self, time: Duration) {
        let ms = u64::try_from(time.as_millis()).unwrap();
        self.now.fetch_add(ms, Ordering::Relaxed);
    }

    /// The token of a user, through the server.
    pub(crate) fn token(&self, address: &str) -> String {
        let reply = self.get(&format!("/auth?email={address}"), &[]);
        reply.json["token"]
            .as_str()
            .unwrap_or_else(|| panic!("{}", reply.json))
            .to_owned()
    }

    /// The PIN of a new session.
    pub(crate) fn create(&self, caller: &str, contact: &str) -> Reply {
        let body = json!({ "contact_email": contact }).to_string();
        let headers = [
            ("authorization", caller),
            ("content-type", "application/json; charset=utf-8"),
        ];
        self.ask("POST", "/session", &headers, &body)
    }

    pub(crate) fn join(&self, caller: &str, pin: &str) -> Reply {
        self.get(&format!("/session?sid={pin}"), &[("authorization", caller)])
    }

    pub(crate) fn get(&self, path: &str, headers: &[(&str, &str)]) -> Reply {
        self.ask("GET", path, headers, "")
    }

    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        let mut out = format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n");
        if !body.is_empty() {
            out.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        for (name, value) in headers {
            out.push_str(&format!("{name}: {value}\r\n"));
        }
        self.send(&format!("{out}\r\n{body}"))
    }

    /// Sends these bytes and reads one reply.
    pub(crate) fn send(&self, bytes: &str) -> Reply {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(bytes.as_bytes()).unwrap();
        let mut reader = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(
                reader.read_line(&mut head).unwrap() > 0,
                "the connection ended after {head:?}"
            );
        }
        let mut body = Vec::new();
        reader.read_to_end(&mut body).unwrap();
        Reply {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            headers: head.to_ascii_lowercase(),
            json: serde_json::from_slice(&body).unwrap_or_default(),
        }
    }

    /// Everything it has said.
    pub(crate) fn log(&self) -> String {
        self.log.flush();
        String::from_utf8(self.out.0.lock().unwrap().clone()).unwrap()
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        drop(self.trigger.take());
        if let Some(server) = self.server.take() {
            RUNTIME.block_on(server).unwrap();
        }
    }
}

impl Reply {
    /// The status and the word of a refusal.
    pub(crate) fn refusal(&self) -> (u16, &str) {
        (self.status, self.json["error"].as_str().unwrap_or_default())
    }
}

#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
