//! An HTTP call as a value, and one small trait that carries it.
//!
//! ```
//! use bytes::Bytes;
//! use http_endpoint::{Base, Endpoint, Safety, exchange};
//!
//! /// Reads one note.
//! struct ReadNote<'a> {
//!     id: &'a str,
//! }
//!
//! impl Endpoint for ReadNote<'_> {
//!     type Output = Bytes;
//!     type Error = http::StatusCode;
//!
//!     fn request(&self, base: &Base) -> http::Request<Bytes> {
//!         base.get(&["notes", self.id]).build()
//!     }
//!
//!     fn parse(&self, response: http::Response<Bytes>) -> Result<Bytes, http::StatusCode> {
//!         match response.status() {
//!             http::StatusCode::OK => Ok(response.into_body()),
//!             status => Err(status),
//!         }
//!     }
//!
//!     fn safety(&self) -> Safety {
//!         Safety::Safe
//!     }
//! }
//!
//! # async fn run(transport: impl http_endpoint::Transport) -> Result<(), Box<dyn std::error::Error>> {
//! let base = Base::new("https://api.example.com")?;
//! let note = exchange(&transport, &base, &ReadNote { id: "2026/11" }).await;
//! # drop(note);
//! # Ok(())
//! # }
//! ```
//!
//! # Values
//!
//! An [`Endpoint`] says what to send and how to read the answer. It does no I/O, so that it can be tested on recorded
//! bytes and used from any event loop: call [`prepare`](Endpoint::prepare), carry the request however you like, call
//! [`parse`](Endpoint::parse). A [`Base`] says where the service lives, and is the one place where ids become segments
//! of a path.
//!
//! # Transports
//!
//! A [`Transport`] carries one request and brings back the head of its answer, and a [`Body`] that streams: the same
//! method serves a call of ten bytes and a download of ten gigabytes. [`BlockingTransport`] is its twin for threads that
//! may wait. They stack:
//!
//! - [`Retry`] repeats what is safe to repeat and promises something;
//! - [`Deadline`] bounds an attempt, or the whole call;
//! - `Record` writes exchanges down with the secrets left out, and `Replay` answers from what was written (feature
//!   `record`);
//! - [`FnTransport`] is a closure, [`AnyTransport`] any transport behind one type.
//!
//! The rest are adapters, each behind a feature of its name:
//!
//! | feature | transport | carries by |
//! | --- | --- | --- |
//! | `hyper` | `HyperTransport` | hyper, hyper-rustls: few dependencies, HTTP/1.1 |
//! | `reqwest` | `ReqwestTransport` | reqwest: HTTP/1.1 and HTTP/2 |
//! | `tower` | `TowerTransport` | any `tower_service::Service` |
//! | `ureq` | `UreqTransport` | ureq: blocking, no runtime |
//!
//! `hyper`, `reqwest` and `ureq` take the same `net::NetSettings`: roots (those of this machine with the feature
//! `system-roots`), client certificate, proxy, time to connect, connections. They use rustls with ring, by a configuration
//! of their own, so that no provider need be installed for the process. The feature `tokio` (part of `hyper` and `reqwest`) gives `Sleeper::tokio` and `Retry::with_tokio`.
//! Without any feature there is no HTTP stack and no runtime among the dependencies.
//!
//! # Failures
//!
//! A [`TransportError`] says when the exchange failed, because that decides what may be done about it:
//! [`is_safe_to_repeat`](TransportError::is_safe_to_repeat) for a request of a given [`Safety`], and
//! [`outcome_is_unknown`](TransportError::outcome_is_unknown) where nobody can say if the service acted.
//!
//! # What is promised
//!
//! No input panics. Redirects are never followed, bodies never decompressed. What is read into memory has a cap. Time,
//! chance and environment are arguments, or named where they are read. No message shows a header, a body, a URL or a
//! password.

extern crate alloc;

mod adapter;
mod any_transport;
mod base;
mod blocking;
mod body;
mod build_request_error;
mod chance;
mod deadline;
mod endpoint;
mod exchange;
mod fn_transport;
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
pub mod net;
mod park;
mod percent;
#[cfg(feature = "record")]
mod record;
mod request_builder;
mod retry;
mod safety;
mod sleeper;
mod time_limits;
mod transport;
mod transport_error;

#[cfg(feature = "hyper")]
pub use adapter::HyperTransport;
#[cfg(feature = "reqwest")]
pub use adapter::ReqwestTransport;
#[cfg(feature = "tower")]
pub use adapter::TowerTransport;
#[cfg(feature = "ureq")]
pub use adapter::UreqTransport;
pub use any_transport::AnyTransport;
pub use base::{Base, ParseBaseError};
pub use blocking::{BlockingBody, BlockingTransport, read_blocking_response};
pub use body::{Body, read_response};
pub use build_request_error::BuildRequestError;
pub use chance::Chance;
pub use deadline::Deadline;
pub use endpoint::{DEFAULT_MAX_BODY, Endpoint};
pub use exchange::{ExchangeError, exchange, exchange_blocking};
pub use fn_transport::FnTransport;
#[cfg(feature = "record")]
pub use record::{ReadRecordingError, Record, Redaction, Replay, ReplayError};
pub use request_builder::RequestBuilder;
pub use retry::{Retry, RetryBudget, RetryPolicy};
pub use safety::{Attempt, Safety};
pub use sleeper::Sleeper;
pub use time_limits::TimeLimits;
pub use transport::Transport;
pub use transport_error::{TransportError, TransportErrorKind};

#[cfg(all(doctest, feature = "hyper"))]
#[doc = include_str!("../README.md")]
struct Readme;
