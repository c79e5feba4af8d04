//! `opentok serve`: Tiny OpenTok Server.

mod check;
mod flags;
mod run;

use clap::{Args, Subcommand};
use opentok_servers::settings::Faults;
use opentok_servers::tiny::Config;

use crate::failure::{Exit, Failure};
use crate::output::Console;
use flags::SettingFlags;

/// Serve sessions and tokens to apps: Tiny OpenTok Server
#[derive(Args, Debug)]
#[command(after_help = "\
Settings come from flags, the environment, config/local.json and config/default.json, the first match wins.

Examples:
  OPENTOK_KEY=45676632 OPENTOK_SECRET_FILE=secret.txt opentok serve
  opentok serve --api-key 45676632 --api-secret-file secret.txt --port 8080 --sample-routes on
  opentok serve check-config")]
pub(crate) struct Serve {
    #[command(flatten)]
    flags: SettingFlags,

    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Print the settings as they count, secrets masked, and exit
    CheckConfig,
}

impl Serve {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let mut faults = Faults::default();
        // What is not UTF-8 is no setting: each of them is ASCII or a path that people type.
        let environment =
            std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        let sources = Config::sources(self.flags.pairs, environment, &mut faults);
        match (Config::read(&sources, faults), self.action) {
            (Err(faults), _) => check::refuse(&faults, console),
            (Ok((_, shown)), Some(Action::CheckConfig)) => check::show(&shown, console),
            (Ok((config, _)), None) => run::run(config),
        }
    }
}
