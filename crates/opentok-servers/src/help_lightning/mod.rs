//! Help Lightning server: users authenticate, one creates a session and shares a PIN, the other joins by it.
//!
//! [`HelpLightning`] is an [`App`](crate::serve::App); [`Settings`] say how it works, and [`Settings::read`] reads them
//! under the names of environment variables. What callers see is in [`WIRE.md`, "Help Lightning server"](crate::wire).
//!
//! Nobody ever gets a token of somebody else: who joins does so with a token of their own, and the service decides whether
//! they take part. What is kept for a PIN is where the session is, and nothing secret.

mod app;
mod attempts;
mod authorization;
mod chance;
mod counters;
mod pin;
mod proof;
mod query;
pub mod request;
mod route;
mod settings;
mod store;
mod upstream;

pub use app::{HelpLightning, OpenError, Route};
pub use attempts::{Attempts, TooMany};
pub use chance::{Chance, WallClock};
pub use pin::{ParsePinError, Pin, PinDigits};
pub use proof::Proof;
pub use settings::{Account, ParseSessionIdFormError, PartnerKeyFile, ReadKeyError, SessionIdForm, Settings};
pub use store::{Held, Pins, Put, StoreError};
