// How the service writes and what it reads: bodies, forms, refusals. To users this module is the document of the formats.

mod accept;
mod body;
mod call;
mod escape_xml;
pub(crate) mod form;
mod pacific;
mod refusal;
mod reply;

pub(crate) use accept::wants_xml;
pub(crate) use body::{Fields, read_object};
pub(crate) use call::{Call, Verb};
pub(crate) use escape_xml::escape_xml;
pub(crate) use pacific::{civil, pacific_text};
pub(crate) use refusal::Refusal;
pub(crate) use reply::Reply;
