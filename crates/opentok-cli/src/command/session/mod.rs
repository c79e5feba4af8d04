//! Commands about sessions.

use clap::Subcommand;

use crate::failure::{Exit, Failure};
use crate::output::Console;

mod describe;
mod id;
mod id_batch;

/// Sessions: what their ids say
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Id(id::Id),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::Id(command) => command.run(console),
        }
    }
}
