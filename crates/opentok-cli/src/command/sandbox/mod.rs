//! `opentok sandbox`: the OpenTok cloud on a port of this machine.

mod announce;
mod behaviour;
mod legacy;
mod place;
mod run;
mod stop;

use clap::Args;

use crate::failure::{Exit, Failure};
use crate::output::Console;
use behaviour::Behaviour;
use legacy::LegacyArguments;
use place::Place;

/// Serve the OpenTok cloud for tests: every REST call of both environments, offline
///
/// Prints where it is and the credentials it begins with, and serves until SIGINT or SIGTERM.
/// What tests do to it besides calling it stands below /sandbox: clients that connect, the clock,
/// failures, webhooks, the log.
#[derive(Args, Debug)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  opentok sandbox
  opentok sandbox --listen 127.0.0.1:0 --port-file port --seed 7 --json
  opentok sandbox --certificate-file authority.pem       HTTPS on the same port
  OPENTOK_SANDBOX_CONTROL_TOKEN=... opentok sandbox --listen 0.0.0.0:8181"
)]
pub(crate) struct SandboxServer {
    #[command(flatten)]
    place: Place,

    #[command(flatten)]
    behaviour: Behaviour,

    #[command(flatten)]
    legacy: LegacyArguments,
}

impl SandboxServer {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let options = self.behaviour.options().legacy(self.legacy.legacy());
        run::run(options, &self.place, console)
    }
}
