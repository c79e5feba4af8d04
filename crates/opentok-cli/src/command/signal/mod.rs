//! Commands about signals.

use clap::Subcommand;

use crate::failure::{Exit, Failure};
use crate::output::Console;

mod send;

/// Signals: texts for the clients of a session
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Send(Box<send::Send>),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::Send(command) => command.run(console),
        }
    }
}
