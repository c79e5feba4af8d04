//! The bodies of the fuzz targets. Each takes any bytes and panics when a promise is broken.
//!
//! They are an ordinary library, so that `cargo test` here replays the corpora on stable.

pub mod archive;
pub mod helplightning;
pub mod hl_requests;
pub mod json;
pub mod jws;
pub mod naive;
pub mod session_id;
pub mod t1_inspect;
pub mod t1_verify;
