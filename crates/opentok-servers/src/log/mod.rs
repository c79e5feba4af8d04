//! What a server tells its operator: one line for each request, and a line for what else is worth knowing.
//!
//! Lines go to a thread that writes them, so that no request waits for a slow reader. Nothing here is ever given a token,
//! a secret, a query or a body.

mod level;
mod line;
mod sink;

pub use level::Level;
pub use line::{Access, LogFormat, ParseLogFormatError};
pub use sink::Log;
