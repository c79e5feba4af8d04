//! The calls by family: the bytes that are sent, and what is made of the answers.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod archives;
mod broadcasts;
mod captions;
mod clients;
mod connect;
mod renders;
mod sip;
mod storage;
mod wire;
