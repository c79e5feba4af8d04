//! Commands about live captions.

use clap::Subcommand;

use crate::failure::{Exit, Failure};
use crate::output::Console;

mod one;
mod start;

/// Live captions: what is said, as text
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Start(Box<start::Start>),
    Stop(Box<one::Stop>),
    Get(Box<one::Get>),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::Start(command) => command.run(console),
            Self::Stop(command) => command.run(console),
            Self::Get(command) => command.run(console),
        }
    }
}
