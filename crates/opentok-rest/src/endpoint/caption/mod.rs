//! Calls about live captions.

mod answer;
mod get;
mod start;
mod stop;

pub use answer::{Captions, CaptionsStatus};
pub use get::GetCaptions;
pub use start::{MaxDuration, StartCaptions};
pub use stop::StopCaptions;
