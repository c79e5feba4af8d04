//! Form encoding: how values stand in a T1 token's data.

mod decode;
mod escape;

pub(crate) use decode::{Decoded, decode};
pub(crate) use escape::Escaping;

use crate::lanes;

pub(crate) const UPPER: &[u8; 16] = b"0123456789ABCDEF";
pub(crate) const LOWER: &[u8; 16] = b"0123456789abcdef";

/// What is worked on at a time: sixteen bytes, and as many behind them, so that sixteen can be read from each.
type Window = [u8; 2 * lanes::LEN];
