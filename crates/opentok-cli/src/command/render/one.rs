use clap::Args;
use opentok_rest::RenderId;
use opentok_rest::render::{GetRender, StopRender};

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{Service, ServiceArguments};

/// Stop an Experience Composer
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok render stop 80abaf0d-25a3-4efc-968f-6268d620668d")]
pub(crate) struct Stop {
    /// The Experience Composer
    #[arg(value_name = "ID")]
    render: RenderId,

    #[command(flatten)]
    service: ServiceArguments,
}

/// Describe an Experience Composer
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok render get 80abaf0d-25a3-4efc-968f-6268d620668d")]
pub(crate) struct Get {
    /// The Experience Composer
    #[arg(value_name = "ID")]
    render: RenderId,

    #[command(flatten)]
    service: ServiceArguments,
}

impl Stop {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let call = StopRender::new(self.render);
        Service::new(&self.service, console).tell_done(&call, "stopped")
    }
}

impl Get {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let call = GetRender::new(self.render);
        Service::new(&self.service, console).tell(&call)
    }
}
