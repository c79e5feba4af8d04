//! Small servers that apps put in front of OpenTok, fit for production.
//!
//! * [`help_lightning`]: the Help Lightning server: authenticate, create a session, share a PIN, join.
//! * [`serve`]: listening, limits, health, counters, log and an orderly end, for any [`App`](serve::App).
//! * [`http`]: requests, replies, errors, CORS, rate limits and routes as values.
//! * [`store`]: where sessions and PINs are kept.
//! * [`settings`]: flags, environment and files, with every fault told at once.
//! * [`log`]: the access log.
//! * [`tiny`]: Tiny OpenTok Server.

extern crate alloc;

pub mod help_lightning;
pub mod http;
pub mod log;
pub mod serve;
pub mod settings;
pub mod store;
pub mod tiny;
pub mod wire {
    #![doc = include_str!("../WIRE.md")]
}
