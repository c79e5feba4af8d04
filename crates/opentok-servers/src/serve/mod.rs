//! What both servers share: listening, limits, request ids, the access log, counters, health, and an orderly end.

mod app;
mod catch_panic;
mod connection;
mod limits;
mod metrics;
mod options;
mod patience;
mod pipeline;
mod repoll;
mod server;
mod shutdown;
#[cfg(feature = "tls")]
mod tls;

pub use app::App;
pub use limits::{Limits, read_open_files};
pub use metrics::Metrics;
pub use options::Options;
pub use server::{Listeners, Server};
pub use shutdown::{Shutdown, ShutdownTrigger};
#[cfg(feature = "tls")]
pub use tls::{ReadTlsError, Tls};
