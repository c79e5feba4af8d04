//! The commands, one file each. A group of commands is a folder.

pub(crate) mod archive;
pub(crate) mod broadcast;
pub(crate) mod callback;
pub(crate) mod captions;
pub(crate) mod completions;
pub(crate) mod connect;
pub(crate) mod connection;
pub(crate) mod helplightning;
pub(crate) mod insights;
pub(crate) mod legacy;
pub(crate) mod man;
pub(crate) mod manifest;
pub(crate) mod migrate;
pub(crate) mod project;
pub(crate) mod quickstart;
pub(crate) mod render;
pub(crate) mod sandbox;
pub(crate) mod serve;
pub(crate) mod session;
pub(crate) mod signal;
pub(crate) mod sip;
pub(crate) mod stream;
pub(crate) mod token;
pub(crate) mod webhook;
