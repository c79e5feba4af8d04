//! A typed client of the Help Lightning API.
//!
//! ```
//! use helplightning::{ApiKey, Client, Clock, Partner, PartnerKey, Service, SiteId};
//! use helplightning::{CreateSession, EmailAddress, ListUsers, ReadUser, SessionVideo, UserToken};
//!
//! # async fn run(transport: impl http_endpoint::Transport, pem: &str, caller: UserToken)
//! # -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::new(transport, Service::us(), ApiKey::new("1234")?);
//! let partner = Partner::new("54344".parse()?, PartnerKey::from_pem(pem)?, Clock::system());
//!
//! let address: EmailAddress = "bob@example.com".parse()?;
//! let found = client.call_as(&partner, &ListUsers::new().email(&address)).await?;
//! let bob = client.call_as(&partner, &ReadUser::new(found.entries[0].id)).await?;
//! let contact = bob.token.ok_or("no token")?;
//!
//! let session = client.call(&CreateSession::new(&[contact]), &caller).await?;
//! let video = client.call(&SessionVideo::new(&caller), &session.token).await?;
//! println!("{} is served by {}", session.id, video.server);
//! # Ok(())
//! # }
//! ```
//!
//! # Tokens
//!
//! Every call is authorized by a token, and tokens are exchanged for tokens: the partner's for a user's, a user's for a
//! session's, a session's for one of the media service. Each kind is a type, and [`Call`] says which kinds a call
//! takes, so that the wrong one does not compile. No `Debug` shows a token.
//!
//! # Calls
//!
//! A call is an [`Endpoint`](http_endpoint::Endpoint): it makes its request and reads its answer without I/O. [`Client`]
//! and [`BlockingClient`] carry it over any transport of `http-endpoint`; [`authorize`] is for those who carry it
//! themselves. What has no type of its own goes through [`RawCall`].
//!
//! | call | by | gives |
//! | --- | --- | --- |
//! | [`ListUsers`] | partner, enterprise | [`UserPage`] |
//! | [`ReadUser`] | partner, enterprise | [`UserAccess`] |
//! | [`InviteUser`] | partner, enterprise | [`UserAccess`] |
//! | [`ReadOwnUser`] | user | [`OwnUser`] |
//! | [`CreateSession`], [`ReadSession`] | user | [`SessionAccess`] |
//! | [`SessionVideo`] | session | [`VideoAccess`] |
//! | [`Login`], [`RefreshLogin`] | nobody | [`LoginAccess`] |
//! | [`RawCall`] | any | `serde_json::Value` |
//!
//! # Failures
//!
//! [`CallError`] says whether the service spoke, [`AnswerError`] what it said. Nothing is repeated by this crate but a
//! call with a partner token that the service calls expired, once, with a new one. For more, put
//! [`Retry`](http_endpoint::Retry) around the transport: it repeats what reads, and never what creates.
//!
//! # What is promised
//!
//! No input panics. Answers are read under a cap, error texts cut to 256 bytes. Unknown members of an answer are
//! ignored. Time is an argument ([`Clock`]). The bytes on the wire, and what of them is known how well, are in [`wire`].

extern crate alloc;

mod answer;
mod api_key;
mod authorize;
mod blocking;
mod call;
mod client;
mod clock;
mod email;
mod endpoint;
mod error;
mod id;
mod partner;
#[cfg(feature = "sandbox")]
pub mod sandbox;
mod service;
mod token;
mod user;
mod users;
#[doc = include_str!("../WIRE.md")]
pub mod wire {}

pub use answer::{DecodeError, Detail};
pub use api_key::{ApiKey, ParseApiKeyError};
pub use authorize::authorize;
pub use blocking::BlockingClient;
pub use call::Call;
pub use client::Client;
pub use clock::{Clock, UnixSeconds};
pub use compact_jws::{KeyError, SignError};
pub use email::{EmailAddress, ParseEmailError};
pub use endpoint::{
    CreateSession, InviteUser, ListUsers, Login, LoginAccess, OwnUser, RawCall, ReadOwnUser, ReadSession, ReadUser,
    RefreshLogin, SessionAccess, SessionVideo, VideoAccess,
};
pub use error::{AnswerError, CallError};
pub use id::{ParseIdError, SessionId, SiteId, UserId};
pub use partner::{Partner, PartnerKey};
pub use service::{ParseServiceError, Region, Service};
pub use token::{
    Bearer, EnterpriseToken, GssToken, NoToken, ParseTokenError, PartnerToken, Password, RefreshToken, SessionToken,
    UserToken,
};
pub use user::{User, UserAccess, UserPage};
pub use users::{BlockingUsers, Users};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
