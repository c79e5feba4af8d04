//! Commands about tokens.

use clap::Subcommand;

use crate::failure::{Exit, Failure};
use crate::output::Console;

mod doctor;
pub(super) mod inspect;
pub(super) mod judge;
mod mint;
pub(crate) mod minter;
mod rest;
mod verify;
mod verify_batch;

/// Tokens: mint them, read them, tell true ones from forged ones
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Mint(Box<mint::Mint>),
    Inspect(inspect::Inspect),
    Verify(Box<verify::Verify>),
    Doctor(Box<doctor::Doctor>),
    Rest(Box<rest::Rest>),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::Mint(command) => command.run(console),
            Self::Inspect(command) => command.run(console),
            Self::Verify(command) => command.run(console),
            Self::Doctor(command) => command.run(console),
            Self::Rest(command) => command.run(console),
        }
    }
}
