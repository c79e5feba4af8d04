//! The tree of commands, and how a command line that makes no sense is refused.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Parser, Subcommand};

use crate::command::{
    archive, broadcast, callback, captions, completions::Completions, connect, connection, helplightning, insights,
    legacy, man::Man, manifest, migrate, project, quickstart::Quickstart, render, sandbox::SandboxServer, serve::Serve,
    session, signal, sip, stream, token, webhook,
};
use crate::failure::{Exit, Failure};
use crate::output::Console;

/// The server side of OpenTok and Vonage Video.
///
/// Mints the tokens that clients join a video session with, reads them, and tells true ones
/// from forged ones. Makes every call of the REST API. Downloads archives, reads their manifests,
/// shows who was live when, and writes that for editors, players and ffmpeg. Serves a whole
/// OpenTok cloud for tests, and apps in production.
#[derive(Debug, Parser)]
#[command(
    name = "opentok",
    verbatim_doc_comment,
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    after_help = AFTER_HELP,
)]
pub(crate) struct Cli {
    /// Print one JSON value (for lists, one on each line) instead of text for people
    #[arg(long, global = true)]
    json: bool,

    #[command(subcommand)]
    command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Quickstart(Quickstart),
    #[command(subcommand)]
    Token(token::Command),
    #[command(subcommand)]
    Session(session::Command),
    #[command(subcommand)]
    Stream(stream::Command),
    #[command(subcommand)]
    Connection(connection::Command),
    #[command(subcommand)]
    Signal(signal::Command),
    #[command(subcommand)]
    Archive(archive::Command),
    #[command(subcommand)]
    Manifest(manifest::Command),
    #[command(subcommand)]
    Broadcast(broadcast::Command),
    #[command(subcommand)]
    Captions(captions::Command),
    #[command(subcommand)]
    Render(render::Command),
    #[command(subcommand)]
    Sip(sip::Command),
    #[command(subcommand)]
    Connect(connect::Command),
    #[command(subcommand)]
    Webhook(webhook::Command),
    #[command(subcommand)]
    Callback(callback::Command),
    #[command(subcommand)]
    Project(project::Command),
    #[command(subcommand)]
    Insights(insights::Command),
    #[command(subcommand)]
    Legacy(legacy::Command),
    #[command(subcommand)]
    Migrate(migrate::Command),
    Sandbox(SandboxServer),
    Serve(Serve),
    #[command(subcommand, name = "helplightning")]
    HelpLightning(helplightning::Command),
    Completions(Completions),
    Man(Man),
}

impl Command {
    /// Does what the command says.
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::Quickstart(command) => command.run(console),
            Self::Token(command) => command.run(console),
            Self::Session(command) => command.run(console),
            Self::Stream(command) => command.run(console),
            Self::Connection(command) => command.run(console),
            Self::Signal(command) => command.run(console),
            Self::Archive(command) => command.run(console),
            Self::Manifest(command) => command.run(console),
            Self::Broadcast(command) => command.run(console),
            Self::Captions(command) => command.run(console),
            Self::Render(command) => command.run(console),
            Self::Sip(command) => command.run(console),
            Self::Connect(command) => command.run(console),
            Self::Webhook(command) => command.run(console),
            Self::Callback(command) => command.run(console),
            Self::Project(command) => command.run(console),
            Self::Insights(command) => command.run(console),
            Self::Legacy(command) => command.run(console),
            Self::Migrate(command) => command.run(console),
            Self::Sandbox(command) => command.run(console),
            Self::Serve(command) => command.run(console),
            Self::HelpLightning(command) => command.run(console),
            Self::Completions(command) => command.run(console),
            Self::Man(command) => command.run(console),
        }
    }
}

/// Whether the answer is to be JSON: asked before parsing, because a parse error is an answer too.
pub(crate) fn wants_json(arguments: &[OsString]) -> bool {
    arguments
        .iter()
        .skip(1)
        .take_while(|argument| *argument != "--")
        .any(|argument| argument == "--json")
}

/// What a command line asks for.
#[derive(Debug)]
pub(crate) enum Request {
    /// A command to run.
    Command(Command),
    /// Help or the version, already printed.
    Answered(Exit),
}

/// Reads the command line.
pub(crate) fn parse(arguments: Vec<OsString>, console: &mut Console) -> Result<Request, Failure> {
    match Cli::try_parse_from(arguments) {
        Ok(cli) => Ok(Request::Command(cli.command)),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                console.help(&error.render())?;
                Ok(Request::Answered(Exit::Done))
            }
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand if !console.is_json() => {
                // Goes to standard error; whether that can be written changes nothing.
                let _ = error.print();
                Ok(Request::Answered(Exit::Usage))
            }
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
                Err(Failure::usage("a command is missing; `--help` lists them"))
            }
            ErrorKind::UnknownArgument if !is_harmless(&error) => {
                Err(Failure::usage("there is one argument too many; try `--help`"))
            }
            ErrorKind::InvalidSubcommand if !is_harmless(&error) => {
                Err(Failure::usage("there is no such command; try `--help`"))
            }
            // What clap says repeats the value, which may be a token in the wrong place.
            ErrorKind::ValueValidation => Err(Failure::usage(without_value(&error))),
            _ => Err(Failure::usage(one_line(&error))),
        },
    }
}

/// Whether the argument that is out of place can be repeated: a flag or a plain word, not a token or a secret.
fn is_harmless(error: &clap::Error) -> bool {
    let is_plain = |text: &str| text.len() <= 24 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    [ContextKind::InvalidArg, ContextKind::InvalidSubcommand]
        .into_iter()
        .filter_map(|kind| error.get(kind))
        .all(|value| matches!(value, ContextValue::String(text) if is_plain(text)))
}

/// Which argument has a wrong value, and what is wrong with it.
fn without_value(error: &clap::Error) -> String {
    let argument = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(name)) => name.as_str(),
        _ => "an argument",
    };
    match core::error::Error::source(error) {
        Some(cause) => format!("{argument}: {}; try `--help`", crate::failure::sentence(cause)),
        None => format!("{argument} has a value that cannot be used; try `--help`"),
    }
}

/// What clap says, without its advice on usage, in one line.
fn one_line(error: &clap::Error) -> String {
    let text = error.to_string();
    let text = text.strip_prefix("error: ").unwrap_or(&text);
    let said = text.split("\n\nUsage:").next().unwrap_or(text);
    let said = said.split("\n\nFor more information").next().unwrap_or(said);
    let collapse = |paragraph: &str| paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let paragraphs: Vec<_> = said.split("\n\n").map(collapse).collect();
    format!("{}; try `--help`", paragraphs.join("; "))
}

const AFTER_HELP: &str = "\
Examples:
  opentok quickstart                                    the whole story, without any configuration
  opentok token mint --session ID --role moderator      a token for a moderator
  opentok token inspect TOKEN                           what a token says, without any secret
  opentok token verify TOKEN                            whether it is true
  opentok session create                                a session
  opentok archive start SESSION                         record it
  opentok archive pull ID --wait                        download what was recorded
  opentok archive list --curl                           how curl would ask
  opentok manifest timeline FILE                        who was live when in an archive
  opentok migrate check                                 what moving to Vonage unified changes
  opentok sandbox                                       the OpenTok cloud on this machine, for tests

Credentials, first match wins:
  flags        --api-key, --api-secret-file; --application-id, --private-key
  environment  OPENTOK_API_KEY, OPENTOK_API_SECRET or OPENTOK_API_SECRET_FILE;
               VONAGE_APPLICATION_ID, VONAGE_PRIVATE_KEY (path), VONAGE_PUBLIC_KEY (path)
  file         entry \"default\" of ~/.config/opentok/profiles.json

Exit codes:
   0  done
   1  refused, or something asked about is invalid
   2  wrong usage
   3  a service, the network, or input and output failed
  78  credentials are missing or cannot be used";

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_tree_of_commands_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn json_is_asked_for_before_the_double_dash() {
        let wants = |line: &str| wants_json(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert!(wants("opentok token --json"));
        assert!(!wants("opentok token -- --json"));
        assert!(!wants("--json token"));
    }
}
