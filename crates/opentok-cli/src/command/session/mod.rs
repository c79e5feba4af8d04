//! Commands about sessions.

use clap::Subcommand;

use crate::failure::{Exit, Failure};
use crate::output::Console;

mod create;
mod describe;
mod id;
mod id_batch;
mod mute;

/// Sessions: create them, mute them, see what their ids say
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Create(Box<create::Create>),
    Id(id::Id),
    Mute(Box<mute::Mute>),
    Unmute(Box<mute::Unmute>),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::Create(command) => command.run(console),
            Self::Id(command) => command.run(console),
            Self::Mute(command) => command.run(console),
            Self::Unmute(command) => command.run(console),
        }
    }
}
