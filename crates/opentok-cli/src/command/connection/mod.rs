//! Commands about connections.

use clap::Subcommand;

use crate::failure::{Exit, Failure};
use crate::output::Console;

mod commands;

/// Connections: who is in a session
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    List(Box<commands::List>),
    Disconnect(Box<commands::Disconnect>),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::List(command) => command.run(console),
            Self::Disconnect(command) => command.run(console),
        }
    }
}
