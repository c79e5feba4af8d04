//! Commands about moving from one environment to the other.

use clap::Subcommand;

use crate::failure::{Exit, Failure};
use crate::output::Console;

mod check;

/// Moving from OpenTok to Vonage unified, or back
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(Box<check::Check>),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::Check(command) => command.run(console),
        }
    }
}
