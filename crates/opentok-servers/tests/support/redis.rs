use alloc::collections::BTreeMap;
use core::time::Duration;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::thread;

/// A real Redis on a free port, ended when dropped.
#[derive(Debug)]
pub(crate) struct Redis {
    process: Child,
    pub(crate) port: u16,
}

impl Redis {
    /// Starts one; `None`, and a loud word, where `redis-server` is not installed.
    pub(crate) fn start() -> Option<Self> {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        Self::start_at(port)
    }

    /// Starts one at a port.
    pub(crate) fn start_at(port: u16) -> Option<Self> {
        let spawned = Command::new("redis-server")
            .args([
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--port",
                &port.to_string(),
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(process) = spawned else {
            eprintln!("SKIPPED: redis-server is not installed; nothing about Redis was tested");
            return None;
        };
        let redis = Self { process, port };
        for _ in 0..1000 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(redis);
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("redis-server does not answer");
    }

    pub(crate) fn address(&self) -> String {
        format!("redis://127.0.0.1:{}/0", self.port)
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The Redis of a folder, started when it is first asked for; it ends with the process that runs the tests.
pub(crate) fn redis_for(scratch: &Path) -> String {
    static KEPT: Mutex<BTreeMap<PathBuf, Redis>> = Mutex::new(BTreeMap::new());
    let mut kept = KEPT.lock().unwrap();
    let redis = kept
        .entry(scratch.into())
        .or_insert_with(|| Redis::start().expect("a case needs redis-server"));
    redis.address()
}
