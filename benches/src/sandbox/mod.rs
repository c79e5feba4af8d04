//! The sandbox: what a call costs next to a bare server, and whether that stays as it fills.

mod caller;
mod growth;
mod http;

pub use caller::Caller;
pub use growth::{Filled, growth};
pub use http::{Connection, axum_yardstick, first_answer, served};
