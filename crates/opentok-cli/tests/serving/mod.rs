//! `opentok serve` as a process, and what it stands between.

#![allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    reason = "a test may panic, and not every test file uses every part"
)]

#[path = "../../../opentok-servers/tests/support/http.rs"]
mod http;
#[path = "../support/measure.rs"]
mod measure;
#[path = "../../../opentok-servers/tests/support/redis.rs"]
mod redis;
#[path = "../../../opentok-servers/tests/support/service.rs"]
mod service;
mod signal;

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;

pub(crate) use http::{Answer, post, send};
pub(crate) use redis::Redis;
pub(crate) use service::Service;
pub(crate) use signal::signal;

/// A project.
pub(crate) const PAIR: [(&str, &str); 2] = [("OPENTOK_KEY", "12345678"), ("OPENTOK_SECRET", "s3cret-of-the-test")];

/// The command with these settings and no others.
pub(crate) fn command(settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_opentok"));
    command
        .arg("serve")
        .env_clear()
        .envs(measure::measured())
        .env("NODE_CONFIG_DIR", "/nonexistent")
        .envs(settings.iter().copied());
    command.stdin(Stdio::null());
    command
}

/// A server that runs; killed when dropped.
#[derive(Debug)]
pub(crate) struct Serving {
    child: Child,
    pub(crate) port: u16,
}

impl Serving {
    /// One for the project, over this store, in front of the service at a port of this machine.
    pub(crate) fn start(store: &str, service: u16) -> Self {
        let api = format!("http://127.0.0.1:{service}");
        let settings = [
            PAIR[0],
            PAIR[1],
            ("PORT", "0"),
            ("OPENTOK_API_URL", &api),
            ("TINY_STORE", store),
        ];
        Self::spawn(&mut command(&settings))
    }

    /// Starts a server, and waits for the port it listens on.
    pub(crate) fn spawn(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok);
        let line = lines.find(|line| line.contains("listening")).unwrap_or_default();
        let port = line.trim().rsplit(':').next().and_then(|port| port.parse().ok());
        let port = port.unwrap_or_else(|| panic!("no address in {line:?}"));
        // Somebody must read the log, or it would be lost in part.
        thread::spawn(move || lines.for_each(drop));
        Self { child, port }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as a crash does.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Tells it to end; its exit code.
    pub(crate) fn terminate(&mut self) -> Option<i32> {
        signal(self.id(), "TERM");
        self.child.wait().unwrap().code()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An empty folder of this process and name.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("opentok-serve-{}-{name}", std::process::id()));
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}
