//! Keys and secrets: where they are looked for, and what is made of them.
//!
//! Three places, the first match wins: flags, environment, profile file. Every setting is searched on its own,
//! except that a secret never joins a key it was not written beside: see [`layer`]. Whatever is missing or
//! cannot be used is collected and said at once.

mod arguments;
mod ends;
mod keys;
mod layer;
mod profile_file;
mod resolve;
mod secret;
mod service;

pub(crate) use arguments::CredentialArguments;
pub(crate) use ends::Ends;
pub(crate) use resolve::{Credentials, Need, ProjectSecret};
pub(crate) use secret::{OtherSecret, other_secrets, read_secret};
pub(crate) use service::{Environment, Identity, ServiceFlags, Wanted};
