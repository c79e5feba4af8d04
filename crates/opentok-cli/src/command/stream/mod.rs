//! Commands about streams.

use clap::Subcommand;

use crate::failure::{Exit, Failure};
use crate::output::Console;

mod commands;

/// Streams: what the clients of a session publish
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    List(Box<commands::List>),
    Get(Box<commands::Get>),
    Mute(Box<commands::Mute>),
    Layout(Box<commands::Layout>),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::List(command) => command.run(console),
            Self::Get(command) => command.run(console),
            Self::Mute(command) => command.run(console),
            Self::Layout(command) => command.run(console),
        }
    }
}
