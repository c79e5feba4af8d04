//! Commands about the manifests of archives.

use clap::Subcommand;

use crate::failure::{Exit, Failure};
use crate::output::Console;

mod describe;
mod document;
mod export;
mod form;
mod read;
mod timeline;

/// Manifests of archives: what they say, who was live when, exports for other programs
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Read(read::Read),
    Export(export::Export),
    Timeline(timeline::Show),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::Read(command) => command.run(console),
            Self::Export(command) => command.run(console),
            Self::Timeline(command) => command.run(console),
        }
    }
}
