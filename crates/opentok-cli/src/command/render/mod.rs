//! Commands about experience Composer.

use clap::Subcommand;

use crate::failure::{Exit, Failure};
use crate::output::Console;

mod list;
mod one;
mod start;

/// Experience Composer: web pages, published into a session
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Start(Box<start::Start>),
    Stop(Box<one::Stop>),
    Get(Box<one::Get>),
    List(Box<list::List>),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::Start(command) => command.run(console),
            Self::Stop(command) => command.run(console),
            Self::Get(command) => command.run(console),
            Self::List(command) => command.run(console),
        }
    }
}
