//! Commands about archives.

use clap::Subcommand;

use crate::failure::{Exit, Failure};
use crate::output::Console;

mod layout;
mod list;
mod one;
mod pull;
mod start;
mod storage;
mod streams;
mod unpack;

/// Archives: record sessions, download what was recorded, unpack individual streams
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Start(Box<start::Start>),
    Stop(Box<one::Stop>),
    Get(Box<one::Get>),
    List(Box<list::List>),
    Delete(Box<one::Delete>),
    Layout(Box<layout::Layout>),
    AddStream(Box<streams::AddStream>),
    RemoveStream(Box<streams::RemoveStream>),
    Pull(Box<pull::Pull>),
    Unpack(unpack::Unpack),
    #[command(subcommand)]
    Storage(storage::Storage),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::Start(command) => command.run(console),
            Self::Stop(command) => command.run(console),
            Self::Get(command) => command.run(console),
            Self::List(command) => command.run(console),
            Self::Delete(command) => command.run(console),
            Self::Layout(command) => command.run(console),
            Self::AddStream(command) => command.run(console),
            Self::RemoveStream(command) => command.run(console),
            Self::Pull(command) => command.run(console),
            Self::Unpack(command) => command.run(console),
            Self::Storage(command) => command.run(console),
        }
    }
}
