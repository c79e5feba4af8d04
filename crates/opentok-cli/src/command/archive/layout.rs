use clap::Args;
use opentok_rest::ArchiveId;
use opentok_rest::archive::SetArchiveLayout;

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{LayoutArguments, Service, ServiceArguments};

/// Arrange the streams of an archive anew
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok archive layout ID --layout pip
  opentok archive layout ID --screen-share-layout vertical-presentation
  opentok archive layout ID --stylesheet layout.css")]
pub(crate) struct Layout {
    /// The archive
    #[arg(value_name = "ID")]
    archive: ArchiveId,

    #[command(flatten)]
    layout: LayoutArguments,

    #[command(flatten)]
    service: ServiceArguments,
}

impl Layout {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let call = SetArchiveLayout::new(self.archive, self.layout.required()?);
        Service::new(&self.service, console).tell_maybe(&call, "arranged")
    }
}
