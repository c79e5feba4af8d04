use clap::Args;
use opentok_rest::render::ListRenders;

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{Service, ServiceArguments, WindowArguments};

/// List Experience Composers, the newest first
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok render list --all --json")]
pub(crate) struct List {
    #[command(flatten)]
    window: WindowArguments,

    #[command(flatten)]
    service: ServiceArguments,
}

impl List {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let mut list = ListRenders::new().offset(self.window.offset);
        if let Some(count) = self.window.count {
            list = list.count(count);
        }
        let columns = &["id", "status", "createdAt", "resolution", "name", "url"];
        Service::new(&self.service, console).tell_pages(list, &self.window, columns)
    }
}
