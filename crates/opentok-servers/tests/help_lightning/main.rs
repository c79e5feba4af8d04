//! The Help Lightning server over loopback, in front of a stand-in of its service.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

mod guessing;
mod pins;
mod server;
mod settings;
mod stores;
#[path = "../support/mod.rs"]
mod support;
mod upstream;
