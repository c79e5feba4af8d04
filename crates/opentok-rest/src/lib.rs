//! The REST API of OpenTok and Vonage Video: every call as a value, one client over any transport, errors that explain.
//!
//! ```
//! use http_endpoint::Transport;
//! use opentok_rest::{CallError, Client, Credentials, OpenTok, archive::StopArchive};
//!
//! # async fn run(transport: impl Transport) -> Result<(), Box<dyn std::error::Error>> {
//! let credentials = OpenTok::new("45676632".parse()?, "1234567890abcdef1234567890abcdef12345678");
//! let client = Client::new(transport, Credentials::from(credentials));
//! let archive = client.call(&StopArchive::new("30b3ebf1-ba36-4f5b-8def-6f70d9986fe9".parse()?)).await?;
//! println!("{} s", archive.duration.unwrap_or(0));
//! # Ok(())
//! # }
//! ```
//!
//! # Calls
//!
//! A call is a value that implements [`Call`], and so `http_endpoint::Endpoint`: it makes the request and reads the answer,
//! and does no I/O. [`Client`] sends it by any `http_endpoint::Transport`; [`blocking::Client`] is its twin for threads
//! that may wait. To send it by other means, ask [`Site`] for the base that its [`Scope`] needs, [`Credentials`] for the
//! header, and [`Endpoint::parse`](http_endpoint::Endpoint::parse) for the answer.
//!
//! The value is the same in both environments. What differs, the host, the id in the path and the header, is the matter of
//! [`Site`] and [`Credentials`].
//!
//! <!-- calls: made by `cargo xtask calls` -->
//!
//! | call | method | path | class | environments |
//! | --- | --- | --- | --- | --- |
//! | `create_session` | POST | `/session/create` | once | both |
//! | `signal_session` | POST | `/v2/project/{project}/session/{session}/signal` | once | both |
//! | `signal_connection` | POST | `/v2/project/{project}/session/{session}/connection/{connection}/signal` | once | both |
//! | `list_connections` | GET | `/v2/project/{project}/session/{session}/connection` | safe | both |
//! | `force_disconnect` | DELETE | `/v2/project/{project}/session/{session}/connection/{connection}` | idempotent | both |
//! | `mute_stream` | POST | `/v2/project/{project}/session/{session}/stream/{stream}/mute` | idempotent | both |
//! | `mute_all` | POST | `/v2/project/{project}/session/{session}/mute` | idempotent | both |
//! | `end_mute` | POST | `/v2/project/{project}/session/{session}/mute` | idempotent | both |
//! | `list_streams` | GET | `/v2/project/{project}/session/{session}/stream` | safe | both |
//! | `get_stream` | GET | `/v2/project/{project}/session/{session}/stream/{stream}` | safe | both |
//! | `set_stream_classes` | PUT | `/v2/project/{project}/session/{session}/stream` | idempotent | both |
//! | `start_archive` | POST | `/v2/project/{project}/archive` | once | both |
//! | `stop_archive` | POST | `/v2/project/{project}/archive/{archive}/stop` | idempotent | both |
//! | `get_archive` | GET | `/v2/project/{project}/archive/{archive}` | safe | both |
//! | `list_archives` | GET | `/v2/project/{project}/archive` | safe | both |
//! | `delete_archive` | DELETE | `/v2/project/{project}/archive/{archive}` | idempotent | both |
//! | `set_archive_layout` | PUT | `/v2/project/{project}/archive/{archive}/layout` | idempotent | both |
//! | `add_archive_stream` | PATCH | `/v2/project/{project}/archive/{archive}/streams` | idempotent | both |
//! | `remove_archive_stream` | PATCH | `/v2/project/{project}/archive/{archive}/streams` | idempotent | both |
//! | `set_archive_storage` | PUT | `/v2/project/{project}/archive/storage` | idempotent | OpenTok |
//! | `delete_archive_storage` | DELETE | `/v2/project/{project}/archive/storage` | idempotent | OpenTok |
//! | `start_broadcast` | POST | `/v2/project/{project}/broadcast` | once | both |
//! | `stop_broadcast` | POST | `/v2/project/{project}/broadcast/{broadcast}/stop` | idempotent | both |
//! | `get_broadcast` | GET | `/v2/project/{project}/broadcast/{broadcast}` | safe | both |
//! | `list_broadcasts` | GET | `/v2/project/{project}/broadcast` | safe | both |
//! | `set_broadcast_layout` | PUT | `/v2/project/{project}/broadcast/{broadcast}/layout` | idempotent | both |
//! | `add_broadcast_stream` | PATCH | `/v2/project/{project}/broadcast/{broadcast}/streams` | idempotent | both |
//! | `remove_broadcast_stream` | PATCH | `/v2/project/{project}/broadcast/{broadcast}/streams` | idempotent | both |
//! | `start_captions` | POST | `/v2/project/{project}/captions` | once | both |
//! | `stop_captions` | POST | `/v2/project/{project}/captions/{captions}/stop` | idempotent | both |
//! | `get_captions` | GET | `/v2/project/{project}/captions/{captions}` | safe | unified |
//! | `start_render` | POST | `/v2/project/{project}/render` | once | both |
//! | `stop_render` | DELETE | `/v2/project/{project}/render/{render}` | idempotent | both |
//! | `get_render` | GET | `/v2/project/{project}/render/{render}` | safe | both |
//! | `list_renders` | GET | `/v2/project/{project}/render` | safe | both |
//! | `dial` | POST | `/v2/project/{project}/dial` | once | both |
//! | `play_dtmf` | POST | `/v2/project/{project}/session/{session}/play-dtmf` | once | both |
//! | `play_dtmf_to` | POST | `/v2/project/{project}/session/{session}/connection/{connection}/play-dtmf` | once | both |
//! | `start_audio_connector` | POST | `/v2/project/{project}/connect` | once | both |
//! | `stop_audio_connector` | POST | `/v2/project/{project}/connect/{connector}/stop` | idempotent | unified |
//! | `register_callback` | POST | `/v2/project/{project}/callback` | once | OpenTok |
//! | `list_callbacks` | GET | `/v2/project/{project}/callback` | safe | OpenTok |
//! | `delete_callback` | DELETE | `/v2/project/{project}/callback/{callback}` | idempotent | OpenTok |
//! | `create_project` | POST | `/v2/project` | once | OpenTok |
//! | `list_projects` | GET | `/v2/project` | safe | OpenTok |
//! | `get_project` | GET | `/v2/project/{project}` | safe | OpenTok |
//! | `set_project_status` | PUT | `/v2/project/{project}` | idempotent | OpenTok |
//! | `refresh_secret` | POST | `/v2/project/{project}/refreshSecret` | once | OpenTok |
//! | `delete_project` | DELETE | `/v2/project/{project}` | idempotent | OpenTok |
//! | `query_insights` | POST | `/graphql` | safe | OpenTok |
//! | `create_legacy_session` | POST | `/hl/session/create` | once | legacy |
//! | `get_legacy_manifest` | GET | `/hl/archive/getmanifest/{archive}` | safe | legacy |
//! | `get_legacy_archive_url` | GET | `/hl/archive/url/{archive}/{video}` | safe | legacy |
//! | `delete_legacy_archive` | POST | `/hl/archive/delete/{archive}` | idempotent | legacy |
//! | `stitch_legacy_archive` | POST | `/hl/archive/{archive}/stitch` | idempotent | legacy |
//!
//! <!-- /calls -->
//!
//! *Once* calls are sent again by `http_endpoint::Retry` only if no connection came about; *safe* and *idempotent* ones also
//! when the connection was lost, or the service asks for patience.
//!
//! # Failures
//!
//! [`CallError`] says at once whether anything was sent, and whether the service spoke. If it spoke and refused, the
//! [`Refusal`] says with which status, code and message, under which trace id, and what that means for this call
//! ([`RefusalKind`]). Refused credentials come with a [`Diagnosis`]: unknown key, wrong signature, another project's path,
//! or a clock that is wrong, by how many seconds.
//!
//! # What is promised
//!
//! No input panics. Nothing is read into memory without a limit. Fields that are unknown are passed over, and words that are
//! unknown are kept. `Debug`, `Display`, errors and traces show no secret, no token, and at most 256 bytes of an answer. The
//! formats are in [`wire`].

extern crate alloc;

pub mod account {
    //! Projects, as the account that has them sees them.
    pub use crate::endpoint::account::*;
}
pub mod archive {
    //! Recordings of sessions.
    pub use crate::endpoint::archive::*;
}
pub mod blocking;
pub mod broadcast {
    //! Sessions that many watch.
    pub use crate::endpoint::broadcast::*;
}
mod call;
pub mod callback {
    //! Addresses that the service calls when something happens.
    pub use crate::endpoint::callback::*;
}
mod calls;
pub mod captions {
    //! What is said in a session, as text.
    pub use crate::endpoint::caption::*;
}
mod client;
mod clock;
pub mod connect {
    //! WebSockets that take the sound of a session.
    pub use crate::endpoint::connect::*;
}
mod credentials;
mod endpoint;
mod error;
mod id;
pub mod insights {
    //! Figures about the sessions of a project.
    pub use crate::endpoint::insights::*;
}
mod json;
pub mod legacy {
    //! The API of 2011 to 2014. Whether any of it still answers is not known.
    pub use crate::endpoint::legacy::*;
}
pub mod migration;
pub mod option;
mod page;
pub mod render {
    //! Web pages that an Experience Composer publishes into sessions.
    pub use crate::endpoint::render::*;
}
pub mod session {
    //! Sessions, who is in them, and what is done to them there.
    pub use crate::endpoint::{moderation::*, session::*, signal::*, stream::*};
}
mod setup;
pub mod sip {
    //! Calls to telephones, and tones for them.
    pub use crate::endpoint::sip::*;
}
mod site;
mod span;
pub mod storage {
    //! Storage of the project's own, for archives.
    pub use crate::endpoint::storage::*;
}
mod user_agent;
#[cfg(feature = "webhook")]
pub mod webhook;
#[doc = include_str!("../WIRE.md")]
pub mod wire {}
mod words;

pub use call::{Call, CallInfo, Environments, Scope};
pub use calls::{CALLS, table};
pub use client::Client;
pub use clock::{Clock, TokenIds};
pub use credentials::{
    AuthorizeError, Chosen, Credentials, Dialect, FromPairsError, LegacyPartner, LegacyToken, LifetimeError, OpenTok,
    OpenTokAccount, SharedKey, Vonage,
};
pub use endpoint::resolution::Resolution;
pub use error::{
    AnswerError, ArgumentError, AuthCause, CallError, ClockSkew, Diagnosis, ReadAnswerError, Refusal, RefusalKind,
    UnreadableAnswer,
};
pub use id::{
    ArchiveId, AudioConnectorId, BroadcastId, CallbackId, CaptionsId, ConnectionId, ParseIdError, RenderId, SipCallId,
    StreamId, VideoId,
};
pub use page::{List, Page, Pages};
pub use site::Site;
pub use user_agent::{ParseUserAgentError, UserAgent};

#[cfg(all(doctest, feature = "webhook"))]
#[doc = include_str!("../README.md")]
struct Readme;
