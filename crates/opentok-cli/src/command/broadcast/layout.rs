use clap::Args;
use opentok_rest::BroadcastId;
use opentok_rest::broadcast::SetBroadcastLayout;

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{LayoutArguments, Service, ServiceArguments};

/// Arrange the streams of a broadcast anew
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok broadcast layout ID --layout pip
  opentok broadcast layout ID --screen-share-layout vertical-presentation
  opentok broadcast layout ID --stylesheet layout.css")]
pub(crate) struct Layout {
    /// The broadcast
    #[arg(value_name = "ID")]
    broadcast: BroadcastId,

    #[command(flatten)]
    layout: LayoutArguments,

    #[command(flatten)]
    service: ServiceArguments,
}

impl Layout {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let call = SetBroadcastLayout::new(self.broadcast, self.layout.required()?);
        Service::new(&self.service, console).tell_maybe(&call, "arranged")
    }
}
