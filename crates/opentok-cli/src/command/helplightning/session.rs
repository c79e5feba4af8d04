use clap::Subcommand;

use super::{session_create, session_join};
use crate::failure::{Exit, Failure};
use crate::output::Console;

/// Sessions: create one with a contact, join one
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Create(session_create::Create),
    Join(session_join::Join),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::Create(command) => command.run(console),
            Self::Join(command) => command.run(console),
        }
    }
}
