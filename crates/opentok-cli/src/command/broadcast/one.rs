use clap::Args;
use opentok_rest::BroadcastId;
use opentok_rest::broadcast::{GetBroadcast, StopBroadcast};

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{Service, ServiceArguments};

/// Stop a broadcast
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok broadcast stop 1748b707-0a81-464c-9759-c46ad10d3734")]
pub(crate) struct Stop {
    /// The broadcast
    #[arg(value_name = "ID")]
    broadcast: BroadcastId,

    #[command(flatten)]
    service: ServiceArguments,
}

/// Describe a broadcast
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok broadcast get 1748b707-0a81-464c-9759-c46ad10d3734")]
pub(crate) struct Get {
    /// The broadcast
    #[arg(value_name = "ID")]
    broadcast: BroadcastId,

    #[command(flatten)]
    service: ServiceArguments,
}

impl Stop {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let call = StopBroadcast::new(self.broadcast);
        Service::new(&self.service, console).tell(&call)
    }
}

impl Get {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let call = GetBroadcast::new(self.broadcast);
        Service::new(&self.service, console).tell(&call)
    }
}
