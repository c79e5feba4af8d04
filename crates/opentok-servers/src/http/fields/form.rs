use alloc::borrow::Cow;

use percent_encoding::percent_decode;

use super::{Field, Pairs};
use crate::http::ApiError;
use crate::http::percent::escapes_are_whole;

/// The fields of a form, in order, with repetitions.
pub(super) fn read(body: &[u8]) -> Result<Pairs<'_>, ApiError> {
    let malformed = || ApiError::malformed_body("the form has a broken escape or is not UTF-8");
    let mut pairs = Vec::new();
    for piece in body.split(|byte| *byte == b'&').filter(|piece| !piece.is_empty()) {
        let at = piece.iter().position(|byte| *byte == b'=').unwrap_or(piece.len());
        let (name, value) = (&piece[..at], piece.get(at + 1..).unwrap_or_default());
        let name = decode(name).ok_or_else(malformed)?;
        let value = decode(value).ok_or_else(malformed)?;
        pairs.push((name, Field::Form(value)));
    }
    Ok(pairs)
}

fn decode(text: &[u8]) -> Option<Cow<'_, str>> {
    if !text.iter().any(|byte| matches!(byte, b'%' | b'+')) {
        return core::str::from_utf8(text).ok().map(Cow::Borrowed);
    }
    escapes_are_whole(text).then_some(())?;
    let spaced: Vec<u8> = text
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    String::from_utf8(percent_decode(&spaced).collect())
        .ok()
        .map(Cow::Owned)
}
