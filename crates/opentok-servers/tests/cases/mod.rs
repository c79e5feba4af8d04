//! Plays the cases of a server against it: a fresh server, a fresh stub of the service and an empty folder for each.
//!
//! A [`Subject`] says how a server is started; the rest is the same for every server of this crate.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "a test may panic, and not every test file uses every part"
)]

mod client;
mod matcher;
mod play;
mod scope;
mod stub;

use std::path::{Path, PathBuf};

use serde_json::Value;

pub(crate) use scope::Scope;

/// A kind of server that cases are played against.
pub(crate) trait Subject {
    /// A server that runs.
    type Running: Running;

    /// Starts a server with the settings of a case, calling a stub of the service at `stub`; `scratch` is a folder that
    /// outlives a restart.
    fn start(&self, config: &Value, stub: u16, scratch: &Path) -> Self::Running;

    /// Whether a value is a token that this matcher describes; only servers with tokens of their own are asked.
    fn token_matches(&self, _matcher: &Value, _token: &str, _scope: &Scope) -> Result<(), String> {
        Err("this server has no tokens".to_owned())
    }

    /// Whether the stub refuses a call with these headers.
    fn refusal(&self) -> fn(&Value) -> bool {
        |_| false
    }
}

/// A server that runs.
pub(crate) trait Running {
    /// Its port on the loopback address.
    fn port(&self) -> u16;

    /// Ends it, and waits until it has ended.
    fn stop(self);

    /// What it has written to its log so far.
    fn log(&self) -> String {
        String::new()
    }
}

/// Plays every case of the files in `folder` whose names begin with `prefix`, and panics with all that fail. Says how many
/// there were; `data/servers/README.md` says what a file means.
pub(crate) fn play_all(subject: &impl Subject, folder: &Path, prefix: &str) -> usize {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|path| path.file_name().unwrap().to_str().unwrap().starts_with(prefix));
    files.sort();
    let (mut played, mut failed) = (0, Vec::new());
    for file in files {
        let document: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        for case in document["cases"].as_array().unwrap() {
            played += 1;
            if let Err(what) = play::play(subject, &document, case) {
                failed.push(format!("{}: {what}", case["id"].as_str().unwrap()));
            }
        }
    }
    assert!(played > 0, "no case was played");
    assert!(
        failed.is_empty(),
        "{} of {played} cases failed:\n{}",
        failed.len(),
        failed.join("\n")
    );
    played
}
