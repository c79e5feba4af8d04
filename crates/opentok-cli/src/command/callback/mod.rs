//! Commands about callbacks.

use clap::Subcommand;

use crate::failure::{Exit, Failure};
use crate::output::Console;

mod commands;

/// Callbacks: addresses that the service calls when something happens
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Register(Box<commands::Register>),
    List(Box<commands::List>),
    Delete(Box<commands::Delete>),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::Register(command) => command.run(console),
            Self::List(command) => command.run(console),
            Self::Delete(command) => command.run(console),
        }
    }
}
