//! The `opentok` command.
//!
//! [`cli`] is the tree of commands, [`command`] holds one file for each of them, [`credentials`] finds keys and
//! secrets, [`service`] calls the REST API, [`input`] reads lines that may be long or hostile, [`output`] writes for people
//! or for programs. The commands hold no rules of their own: what is a token, and what is a true one, is for
//! `opentok-token` to say, what is a manifest for `opentok-archive`, and what is a call for `opentok-rest`.

extern crate alloc;

use std::process::ExitCode;

mod chance;
mod cli;
mod command;
mod credentials;
mod failure;
mod input;
mod output;
mod service;
mod time;

use crate::cli::Request;
use crate::output::Console;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let mut console = Console::stdout(cli::wants_json(&arguments));
    let outcome = cli::parse(arguments, &mut console).and_then(|request| match request {
        Request::Command(command) => command.run(&mut console),
        Request::Answered(exit) => Ok(exit),
    });
    console.finish(outcome).into()
}
