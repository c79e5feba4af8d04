//! What the programs in `src/bin` share: a service to call, and rooms for people to meet in.

mod cloud;
mod rooms;

pub use cloud::Cloud;
pub use rooms::{Rooms, Ticket};

/// Whatever goes wrong, as programs end with it.
pub type Result<T = (), E = Box<dyn std::error::Error + Send + Sync>> = std::result::Result<T, E>;

// An example that a crate tells and must not run itself, because it uses crates that it must not know.
#[cfg(doctest)]
#[doc = include_str!("../../crates/opentok-sandbox/GUIDE.md")]
struct SandboxGuide;
