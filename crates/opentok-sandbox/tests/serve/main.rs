//! The sandbox on a port, and callers that behave badly.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

mod callers;
mod faults;
mod limits;
mod stop;
mod tls;
mod webhooks;
mod wire;
