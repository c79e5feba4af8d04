#![allow(clippy::unwrap_used, reason = "a test may panic")]

//! The sandbox on a port, and callers that behave badly.

mod callers;
mod limits;
mod stop;
mod tls;
mod wire;
