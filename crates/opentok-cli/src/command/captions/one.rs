use clap::Args;
use opentok_rest::CaptionsId;
use opentok_rest::captions::{GetCaptions, StopCaptions};

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{Service, ServiceArguments};

/// Stop live captions
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok captions stop 7c0680fc-6274-4de5-a66f-d0648e8d3ac2")]
pub(crate) struct Stop {
    /// The captions
    #[arg(value_name = "ID")]
    captions: CaptionsId,

    #[command(flatten)]
    service: ServiceArguments,
}

/// Describe live captions
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok captions get 7c0680fc-6274-4de5-a66f-d0648e8d3ac2")]
pub(crate) struct Get {
    /// The captions
    #[arg(value_name = "ID")]
    captions: CaptionsId,

    #[command(flatten)]
    service: ServiceArguments,
}

impl Stop {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let call = StopCaptions::new(self.captions);
        Service::new(&self.service, console).tell_done(&call, "stopped")
    }
}

impl Get {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let call = GetCaptions::new(self.captions);
        Service::new(&self.service, console).tell(&call)
    }
}
