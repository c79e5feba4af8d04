//! The recorded cases of both servers, each against a fresh server and a fresh stand-in of its service.
//!
//! What a case file means: `data/cases/README.md`. A server takes part by a [`Subject`](subject::Subject).
#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

mod check;
mod exchange;
mod help_lightning;
mod scope;
mod stub;
mod subject;
mod world;

use std::path::Path;

use serde_json::Value;
use subject::Subject;

/// Plays every case of a file, and fails with all that failed. Says how many there were.
fn play(subject: &dyn Subject, file: &str) -> usize {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/cases")
        .join(file);
    let document: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let cases = document["cases"].as_array().unwrap();
    let failures: Vec<_> = cases
        .iter()
        .filter_map(|case| {
            let failure = world::play(subject, &document, case).err()?;
            Some(format!("{}: {failure}", case["id"].as_str().unwrap()))
        })
        .collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
    cases.len()
}
