//! The OpenTok cloud in a box: every REST call of both environments, offline, behind one function from request to
//! response.
//!
//! ```
//! use bytes::Bytes;
//! use opentok_sandbox::{Options, Sandbox};
//!
//! let sandbox = Sandbox::new(Options::new().seed(7));
//! let request = http::Request::get("/sandbox").body(Bytes::new())?;
//! assert_eq!(sandbox.respond(request).status(), 200);
//! # Ok::<(), http::Error>(())
//! ```
//!
//! # How it is built
//!
//! A request goes through [`Sandbox::respond`], or through [`Sandbox::transport`] as the transport of a client, or through
//! a port (`serve`, feature `serve`). It is taken apart, routed, checked and answered by one file for each family of calls,
//! over a state that knows no HTTP. Nothing waits and nothing happens by itself: what is due happens when the clock has
//! come to it, at the next call or when [`Sandbox::advance`] moves it.
//!
//! # Control
//!
//! What a test does to the service stands under `/sandbox`, as JSON, and as methods of [`Sandbox`]: [`connect`] and
//! [`publish`] for participants, [`add_fault`] for failures, [`log_after`] for what was called, [`register_webhook`] and
//! [`due_webhooks`] for what the service tells on its own.
//!
//! [`connect`]: Sandbox::connect
//! [`publish`]: Sandbox::publish
//! [`add_fault`]: Sandbox::add_fault
//! [`log_after`]: Sandbox::log_after
//! [`register_webhook`]: Sandbox::register_webhook
//! [`due_webhooks`]: Sandbox::due_webhooks
//!
//! How an application is tested with it, in Rust and in any other language, is told in the [`guide`].
//!
//! # What is promised
//!
//! No input panics, and none is answered with 500, but for the stitching of five legacy videos. What is kept has limits,
//! which [`wire`] lists. The cost of a call does not grow with the number of sessions or archives. Secrets are shown by no
//! `Debug` and left out of the log. Nothing is sent to other machines unless [`Options::remote_webhooks`] says so.

extern crate alloc;

mod auth;
mod control;
mod describe;
mod disturbance;
mod fault;
// Its examples use the client too, which this crate must not know: the workspace's examples run them.
#[cfg(not(doctest))]
#[doc = include_str!("../GUIDE.md")]
pub mod guide {}
mod insights;
pub mod legacy;
pub mod media;
mod options;
mod recording;
mod route;
mod sandbox;
mod secret;
#[cfg(feature = "serve")]
pub mod serve;
mod signed_url;
mod state;
mod surface;
mod transport;
mod webhook;
#[doc = include_str!("../WIRE.md")]
pub mod wire;

pub use disturbance::{Disturbance, PeerAddress};
pub use fault::Fault;
pub use options::Options;
pub use sandbox::Sandbox;
pub use state::{Clock, WebhookKind};
pub use surface::{Client, Credentials, Publication, SurfaceError};
pub use transport::SandboxTransport;
pub use webhook::Webhook;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
