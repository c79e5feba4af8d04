//! Commands about webhooks.

use clap::Subcommand;

use crate::failure::{Exit, Failure};
use crate::output::Console;

mod accept;
mod listen;
mod tell;

/// Webhooks: what the service tells a server of yours
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Listen(Box<listen::Listen>),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::Listen(command) => command.run(console),
        }
    }
}
