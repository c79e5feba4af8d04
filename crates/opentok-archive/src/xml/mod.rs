//! XML as this crate reads it: version 1.0, well-formed, without a document type, and within limits.
//!
//! Names are compared as they are written, prefix included. The rules are in [`wire`](crate::wire), "Reading XML".

mod attributes;
mod chars;
mod decode;
mod error;
mod escape;
mod reader;
mod repair;
mod value;

use alloc::borrow::Cow;

use crate::Options;

pub(crate) use attributes::Attribute;
pub(crate) use chars::{is_char, is_name};
pub use error::XmlError;
pub(crate) use escape::write_escaped;
pub(crate) use reader::{Events, Node, is_blank_node};

/// The text of a document, with its quotes repaired unless `options` are strict, and how many values were repaired.
pub(crate) fn text<'a>(bytes: &'a [u8], options: &Options) -> Result<(Cow<'a, str>, usize), XmlError> {
    let text = decode::decode(bytes, options)?;
    if options.is_strict() {
        return Ok((text, 0));
    }
    Ok(match text {
        Cow::Borrowed(text) => repair::repair(text),
        Cow::Owned(text) => match repair::repair(&text) {
            (Cow::Owned(mended), count) => (Cow::Owned(mended), count),
            (Cow::Borrowed(_), count) => (Cow::Owned(text), count),
        },
    })
}
