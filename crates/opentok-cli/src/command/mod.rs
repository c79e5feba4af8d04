//! The commands, one file each. A group of commands is a folder.

pub(crate) mod archive;
pub(crate) mod completions;
pub(crate) mod man;
pub(crate) mod manifest;
pub(crate) mod quickstart;
pub(crate) mod sandbox;
pub(crate) mod session;
pub(crate) mod token;
