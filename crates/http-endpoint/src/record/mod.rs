mod line;
mod recorder;
mod redaction;
mod replay;

pub use line::ReadRecordingError;
pub use recorder::Record;
pub use redaction::Redaction;
pub use replay::{Replay, ReplayError};
