//! Commands about the API of 2011 to 2014.

use clap::Subcommand;

use crate::failure::{Exit, Failure};
use crate::output::Console;

mod commands;

/// The API of 2011 to 2014, if it still answers
///
/// Archives open to a moderator's token in OPENTOK_TOKEN, or to the project's key and secret.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    CreateSession(Box<commands::CreateSession>),
    Manifest(Box<commands::Manifest>),
    Url(Box<commands::Url>),
    Delete(Box<commands::Delete>),
    Stitch(Box<commands::StitchArchive>),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::CreateSession(command) => command.run(console),
            Self::Manifest(command) => command.run(console),
            Self::Url(command) => command.run(console),
            Self::Delete(command) => command.run(console),
            Self::Stitch(command) => command.run(console),
        }
    }
}
