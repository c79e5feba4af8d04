//! Calling the REST API: who asks and how patiently, what is sent or only shown, and how answers are told.
//!
//! A command makes a [`Call`](opentok_rest::Call) of its arguments and hands it to [`Service`], which sends it, or with
//! `--curl` says how `curl` would.

mod arguments;
mod caller;
mod curl;
mod failure;
mod members;
mod net;
mod options;
mod secrets;
mod table;

pub(crate) use arguments::ServiceArguments;
pub(crate) use caller::Service;
pub(crate) use curl::quoted;
pub(crate) use failure::{argument, call_failure};
pub(crate) use members::facts_of;
pub(crate) use net::{plain_transport, runtime};
pub(crate) use options::{
    LayoutArguments, MediaArguments, RecordingArguments, StreamArguments, WindowArguments, pair, resolution,
};
pub(crate) use secrets::{Secrets, TokenArguments};
pub(crate) use table::table;
