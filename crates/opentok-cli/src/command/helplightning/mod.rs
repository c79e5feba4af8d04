//! Commands about Help Lightning: a client of its API, and the server that apps put in front of it.

use clap::Subcommand;

use crate::failure::{Exit, Failure};
use crate::output::Console;

mod auth;
mod serve;
mod service;
mod session;
mod session_create;
mod session_join;
mod users;

/// Help Lightning: serve the sample server, call the API
///
/// The account is read from the environment, as the sample server's documents have it: HLSERVER_ENTERPRISE_ID,
/// HLSERVER_API_KEY, HLSERVER_PARTNER_KEY (path of a PEM file), and HLSERVER_URL or HLSERVER_REGION (us, eu).
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Serve(serve::Serve),
    Auth(auth::Auth),
    #[command(subcommand)]
    Session(session::Command),
    Users(users::Users),
}

impl Command {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::Serve(command) => command.run(console),
            Self::Auth(command) => command.run(console),
            Self::Session(command) => command.run(console),
            Self::Users(command) => command.run(console),
        }
    }
}
