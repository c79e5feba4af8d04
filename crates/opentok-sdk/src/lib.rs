//! The server side of OpenTok and Vonage Video: sessions, tokens, archives and every call of the REST API behind one object.
//!
//! ```
//! use opentok_sandbox::{Clock, Options, Sandbox};
//! use opentok_sdk::{OpenTok, rest, rest::session::CreateSession, token::{Grant, Role}};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let cloud = Sandbox::new(Options::new().clock(Clock::system())); // the service, offline: no account is needed
//! let known = cloud.credentials();
//! let project = rest::OpenTok::new(known.api_key.parse()?, &known.api_secret);
//! let opentok = OpenTok::new(cloud.transport(), project);
//!
//! let session = opentok.create_session(CreateSession::routed()).await?;
//! let token = opentok.generate_token(Grant::new(&session.id).role(Role::Moderator).data("name=Ann"))?;
//! assert_eq!(cloud.check_token(token.expose())["valid"], true);
//! # Ok(())
//! # }
//! ```
//!
//! With an account, credentials come from the environment, and calls go through the network, with time limits and retries:
//!
//! ```no_run
//! # #[cfg(feature = "reqwest")]
//! # fn main() -> Result<(), opentok_sdk::Error> {
//! use opentok_sdk::{Environment, OpenTok};
//!
//! let environment = Environment::read()?;
//! eprintln!("{environment}"); // OpenTok project, because OPENTOK_API_KEY and OPENTOK_API_SECRET are set
//! let opentok = OpenTok::reqwest(environment)?;
//! # drop(opentok);
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "reqwest"))]
//! # fn main() {}
//! ```
//!
//! # What is where
//!
//! | here | is | for |
//! | --- | --- | --- |
//! | [`OpenTok`], [`blocking::OpenTok`] | | calls that are awaited, calls that wait, client tokens |
//! | [`Environment`] | | credentials, and the service that knows them |
//! | [`token`] | `opentok-token` | keys, session ids, roles; tokens to sign and to verify |
//! | [`rest`] | `opentok-rest` | every call as a value, the client beneath the object, webhooks |
//! | [`archive`] | `opentok-archive` | archives as values: manifests, timelines, exports |
//! | [`transport`] | `http-endpoint` | what carries the calls, retries, time limits |
//! | [`guide`] | | how to come from another SDK, and what else there is to know |
//!
//! The object adds nothing to the parts but their being together: what it does, they do.
//!
//! # Features
//!
//! | feature | gives |
//! | --- | --- |
//! | `reqwest` (default) | `OpenTok::reqwest`: HTTP/1.1 and HTTP/2 |
//! | `hyper` | `OpenTok::hyper`: HTTP/1.1, fewer dependencies |
//! | `ureq` | `blocking::OpenTok::ureq`: no runtime |
//! | `tower` | a transport of any `tower_service::Service` |
//! | `system-roots` | TLS by the roots that this machine trusts |
//! | `rs256` | private keys of Vonage applications; without it, any signer of the caller's |
//! | `webhook`, `axum` | what the service sends to you, checked and typed; as an extractor |
//! | `export`, `zip` | timelines for players and editors; archives of individual streams |
//! | `record` | exchanges written down, and played back in tests |
//! | `tracing` | a span for each call |
//! | `serde`, `arbitrary` | of the data types of tokens |
//!
//! Features add and change nothing else. Without any there is no HTTP stack and no runtime among the dependencies.

extern crate alloc;

pub mod blocking;
mod environment;
mod error;
pub mod guide;
mod opentok;
mod parts;
mod patience;

pub use environment::{Environment, ReadEnvironmentError};
pub use error::Error;
pub use http_endpoint as transport;
pub use opentok::OpenTok;
pub use opentok_archive as archive;
pub use opentok_rest as rest;
pub use opentok_token as token;
pub use patience::patient;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct FrontPage;
