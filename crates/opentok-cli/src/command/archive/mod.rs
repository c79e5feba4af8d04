//! Commands about archives.

use clap::Subcommand;

use crate::failure::{Exit, Failure};
use crate::output::Console;

mod unpack;

/// Archives: the ZIP of individual streams
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Unpack(unpack::Unpack),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::Unpack(command) => command.run(console),
        }
    }
}
