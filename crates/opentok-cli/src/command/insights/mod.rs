//! Commands about insights.

use clap::Subcommand;

use crate::failure::{Exit, Failure};
use crate::output::Console;

mod query;

/// Insights: figures about sessions
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Query(Box<query::Query>),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::Query(command) => command.run(console),
        }
    }
}
