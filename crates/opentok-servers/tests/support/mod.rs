//! Servers that tests run against.

#![allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    reason = "a test may panic, and not every test file uses every part"
)]

mod http;
mod redis;
mod service;
mod tiny;

pub use http::{Answer, post, send};
pub use redis::{Redis, redis_for};
pub use service::{Service, session_id};
pub use tiny::TinyProcess;
