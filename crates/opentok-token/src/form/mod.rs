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

/// The window at the front of a text. What the text does not have is zero.
#[inline(always)]
fn with_window<T>(text: &[u8], work: impl FnOnce(&Window) -> T) -> T {
    match text.first_chunk() {
        Some(window) => work(window),
        None => {
            let mut window: Window = [0; _];
            window[..text.len()].copy_from_slice(text);
            work(&window)
        }
    }
}
