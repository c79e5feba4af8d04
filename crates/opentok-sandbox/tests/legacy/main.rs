//! The dialect of 2011 to 2014.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[allow(unreachable_pub, reason = "tests share it")]
#[path = "../support/mod.rs"]
mod support;

mod archives;
mod control;
mod exchanges;
mod inspection;
mod service;
mod sessions;
mod stitching;
mod tokens;
