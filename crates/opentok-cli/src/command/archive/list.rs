use clap::Args;
use opentok_rest::archive::ListArchives;
use opentok_token::SessionId;

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{Service, ServiceArguments, WindowArguments};

/// List archives, the newest first
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok archive list
  opentok archive list --session ID --all --json | jq -r .id")]
pub(crate) struct List {
    /// Only those of this session
    #[arg(long, value_name = "ID")]
    session: Option<SessionId>,

    #[command(flatten)]
    window: WindowArguments,

    #[command(flatten)]
    service: ServiceArguments,
}

impl List {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let mut list = ListArchives::new().offset(self.window.offset);
        if let Some(session) = self.session {
            list = list.session(session);
        }
        if let Some(count) = self.window.count {
            list = list.count(count);
        }
        Service::new(&self.service, console).tell_pages(list, &self.window, COLUMNS)
    }
}

/// What people see of each.
const COLUMNS: &[&str] = &["id", "status", "createdAt", "duration", "size", "outputMode", "name"];
