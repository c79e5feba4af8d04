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

extern crate alloc;

mod auth;
mod control;
mod describe;
mod disturbance;
mod fault;
mod insights;
pub mod legacy;
pub mod media;
mod options;
mod recording;
mod route;
mod sandbox;
#[cfg(feature = "serve")]
pub mod serve;
mod signed_url;
mod state;
mod surface;
mod transport;
mod webhook;
mod wire;

pub use disturbance::{Disturbance, PeerAddress};
pub use fault::Fault;
pub use options::Options;
pub use sandbox::Sandbox;
pub use state::{Clock, WebhookKind};
pub use surface::{Client, Credentials, Publication, SurfaceError};
pub use transport::SandboxTransport;
pub use webhook::Webhook;
