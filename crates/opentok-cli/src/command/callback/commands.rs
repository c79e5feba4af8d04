use clap::Args;
use opentok_rest::CallbackId;
use opentok_rest::callback::{DeleteCallback, ListCallbacks, RegisterCallback};
use opentok_rest::option::WebUrl;

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{Service, ServiceArguments};

/// Register an address that the service calls when something happens
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok callback register connection created https://app.example.net/callbacks")]
pub(crate) struct Register {
    /// What it is about, such as connection, stream or archive
    #[arg(value_name = "GROUP")]
    group: String,

    /// When it is called, such as created, destroyed or status
    #[arg(value_name = "EVENT")]
    event: String,

    /// The address
    #[arg(value_name = "URL")]
    url: WebUrl,

    #[command(flatten)]
    service: ServiceArguments,
}

/// List the addresses that are registered
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok callback list")]
pub(crate) struct List {
    #[command(flatten)]
    service: ServiceArguments,
}

/// Forget an address
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok callback delete 2f1c9dd9-2b0c-4a2c-a4a4-b6f4d9ed1d2a")]
pub(crate) struct Delete {
    /// The callback
    #[arg(value_name = "ID")]
    callback: CallbackId,

    #[command(flatten)]
    service: ServiceArguments,
}

impl Register {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let call = RegisterCallback::new(self.group, self.event, self.url.expose());
        Service::new(&self.service, console).tell(&call)
    }
}

impl List {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let columns = &["id", "group", "event", "createdAt", "url"];
        Service::new(&self.service, console).tell_items(&ListCallbacks::new(), |callbacks| callbacks, columns)
    }
}

impl Delete {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let call = DeleteCallback::new(self.callback);
        Service::new(&self.service, console).tell_done(&call, "deleted")
    }
}
