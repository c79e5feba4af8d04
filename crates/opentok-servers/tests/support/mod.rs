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

pub(crate) use http::{Answer, post, send};
pub(crate) use redis::{Redis, redis_for};
pub(crate) use service::{Service, session_id};
pub(crate) use tiny::TinyProcess;
