//! What can go wrong with a call, by who said so: this side, the way, or the service.

mod answer_error;
mod argument;
mod body;
mod call_error;
mod diagnosis;
mod excerpt;
mod kind;
mod read_error;
mod refusal;
mod xml;

pub use answer_error::{AnswerError, UnreadableAnswer};
pub use argument::ArgumentError;
pub use call_error::CallError;
pub use diagnosis::{AuthCause, ClockSkew, Diagnosis};
pub(crate) use excerpt::excerpt;
pub use kind::RefusalKind;
pub use read_error::ReadAnswerError;
pub use refusal::Refusal;
pub(crate) use refusal::trace_id;
