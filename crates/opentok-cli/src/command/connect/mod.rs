//! Commands about audio Connector.

use clap::Subcommand;

use crate::failure::{Exit, Failure};
use crate::output::Console;

mod commands;

/// Audio Connector: the sound of a session, for a WebSocket
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Start(Box<commands::Start>),
    Stop(Box<commands::Stop>),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::Start(command) => command.run(console),
            Self::Stop(command) => command.run(console),
        }
    }
}
