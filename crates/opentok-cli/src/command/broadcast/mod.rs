//! Commands about broadcasts.

use clap::Subcommand;

use crate::failure::{Exit, Failure};
use crate::output::Console;

mod layout;
mod list;
mod one;
mod start;
mod streams;

/// Broadcasts: sessions that many watch
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Start(Box<start::Start>),
    Stop(Box<one::Stop>),
    Get(Box<one::Get>),
    List(Box<list::List>),
    Layout(Box<layout::Layout>),
    AddStream(Box<streams::AddStream>),
    RemoveStream(Box<streams::RemoveStream>),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::Start(command) => command.run(console),
            Self::Stop(command) => command.run(console),
            Self::Get(command) => command.run(console),
            Self::List(command) => command.run(console),
            Self::Layout(command) => command.run(console),
            Self::AddStream(command) => command.run(console),
            Self::RemoveStream(command) => command.run(console),
        }
    }
}
