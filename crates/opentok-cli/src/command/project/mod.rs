//! Commands about projects of an account.

use clap::Subcommand;

use crate::failure::{Exit, Failure};
use crate::output::Console;

mod commands;
mod secret_file;

/// Projects of an account
///
/// With the key and secret of the account: OPENTOK_ACCOUNT_KEY, and OPENTOK_ACCOUNT_SECRET or OPENTOK_ACCOUNT_SECRET_FILE.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Create(Box<commands::Create>),
    List(Box<commands::List>),
    Get(Box<commands::Get>),
    Status(Box<commands::Status>),
    RefreshSecret(Box<commands::Refresh>),
    Delete(Box<commands::Delete>),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::Create(command) => command.run(console),
            Self::List(command) => command.run(console),
            Self::Get(command) => command.run(console),
            Self::Status(command) => command.run(console),
            Self::RefreshSecret(command) => command.run(console),
            Self::Delete(command) => command.run(console),
        }
    }
}
