//! One file for each call: options, request, answer, and how the answer is read.

pub(crate) mod account;
pub(crate) mod answer;
pub(crate) mod archive;
pub(crate) mod ask;
pub(crate) mod broadcast;
pub(crate) mod callback;
pub(crate) mod caption;
pub(crate) mod connect;
pub(crate) mod insights;
pub(crate) mod legacy;
pub(crate) mod list;
pub(crate) mod mixed;
pub(crate) mod moderation;
pub(crate) mod render;
pub(crate) mod resolution;
pub(crate) mod session;
pub(crate) mod signal;
pub(crate) mod sip;
pub(crate) mod storage;
pub(crate) mod stream;
