//! Tiny OpenTok Server: makes sessions and hands out tokens for the apps behind it.
//!
//! [`Config`] says how, [`start`] makes a server of it, and [`Running::run`] serves. The routes and their bodies are in
//! [`WIRE.md`](crate::wire).

mod app;
mod caller;
mod config;
mod counters;
mod minter;
mod openapi;
mod parameter;
mod record;
mod right;
mod route;
mod sample;
mod session;
mod start;
pub mod store;
mod upstream;

pub use app::TinyServer;
pub use caller::{Callers, ParseCallerError};
pub use config::{Config, SETTINGS, Setting};
pub use minter::TokenFormat;
pub use openapi::document;
pub use record::{MediaMode, Record};
pub use right::{Right, Rights};
pub use route::Route;
pub use start::{Running, StartError, start};
