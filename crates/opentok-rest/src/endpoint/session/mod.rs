mod connections;
mod create;
mod created;

pub use connections::{Connection, ConnectionState, Connections, ListConnections};
pub use create::{ArchiveMode, CreateSession, MediaMode};
pub use created::Session;
