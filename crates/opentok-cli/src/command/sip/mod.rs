//! Commands about telephones.

use clap::Subcommand;

use crate::failure::{Exit, Failure};
use crate::output::Console;

mod dial;
mod dtmf;

/// Telephones: calls into a session, and tones for them
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Dial(Box<dial::Dial>),
    Dtmf(Box<dtmf::Dtmf>),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::Dial(command) => command.run(console),
            Self::Dtmf(command) => command.run(console),
        }
    }
}
