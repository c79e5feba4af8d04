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
mod disturbance;
pub mod media;
mod options;
mod route;
mod sandbox;
#[cfg(feature = "serve")]
pub mod serve;
mod state;
mod transport;
mod wire;

pub use disturbance::{Disturbance, PeerAddress};
pub use options::Options;
pub use sandbox::Sandbox;
pub use state::Clock;
pub use transport::SandboxTransport;
