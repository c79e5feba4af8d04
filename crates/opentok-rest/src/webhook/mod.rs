//! What the service tells a server of yours: typed events, and proof of where they come from.
//!
//! ```
//! use opentok_rest::{Clock, archive::Status, webhook::{Event, Receiver, Verifier}};
//!
//! # fn serve(request: http::Request<bytes::Bytes>) -> http::StatusCode {
//! let receiver = Receiver::signed(Verifier::new("the project's signature secret"), Clock::system());
//! match receiver.receive(&request) {
//!     Ok(callback) => {
//!         if let Event::Archive(archive) = &callback.event && archive.status == Status::Available {
//!             println!("{} is ready", archive.id);
//!         }
//!         http::StatusCode::OK
//!     }
//!     Err(error) => error.status(),
//! }
//! # }
//! ```
//!
//! An [`Event`] is read from the bytes alone. What this crate does not know, or cannot read as it knows it, is kept as it
//! came ([`UnknownEvent`]), so that nothing the service says is lost. Fields that are unknown are passed over.
//!
//! A [`Verifier`] believes a callback if its token is signed with HS256 and one of the secrets given, is neither old nor
//! from the future, and names the hash of this very body. What it returns is a [`Proof`], whose [`ReplayKey`] is the same
//! for the same token: give it to a memory of your own, or let a [`ReplayGuard`] do so.
//!
//! A [`Receiver`] puts these together. With the feature `axum`, [`Callback`] is an extractor.
//!
//! The service delivers in any order, and more than once: [`Event::dedup_key`] is the same for what is told again. It wants
//! 200, and takes anything else for a failure. Wire: [`WIRE.md`, "Webhooks"](crate::wire#webhooks).

#[cfg(feature = "axum")]
mod axum;
mod end_reason;
mod error;
mod event;
mod family;
mod guard;
mod proof;
mod receiver;
mod recent;
mod session;
mod sip;
mod verifier;

pub use end_reason::EndReason;
pub use error::{ParseEventError, ReceiveError, VerifyCallbackError};
pub use event::{Event, UnknownEvent};
pub use family::Family;
pub use guard::ReplayGuard;
pub use proof::{Proof, ReplayKey};
pub use receiver::{Callback, Receiver};
pub use recent::RecentCallbacks;
pub use session::{Connection, SessionChange, SessionEvent, Stream, VideoType};
pub use sip::{CallState, Hangup, HangupCause, SipCall, SipChange, SipEvent};
pub use verifier::Verifier;

/// The longest callback that is read, in bytes: 1 MiB. An archive with every stream there can be has some 10 KiB.
pub const MAX_BODY: usize = 1 << 20;
