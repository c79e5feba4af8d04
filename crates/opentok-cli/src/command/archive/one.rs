use clap::Args;
use opentok_rest::ArchiveId;
use opentok_rest::archive::{DeleteArchive, GetArchive, StopArchive};

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{Service, ServiceArguments};

/// Stop recording an archive
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok archive stop 30b3ebf1-ba36-4f5b-8def-6f70d9986fe9")]
pub(crate) struct Stop {
    /// The archive
    #[arg(value_name = "ID")]
    archive: ArchiveId,

    #[command(flatten)]
    service: ServiceArguments,
}

/// Describe an archive
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok archive get 30b3ebf1-ba36-4f5b-8def-6f70d9986fe9 --json")]
pub(crate) struct Get {
    /// The archive
    #[arg(value_name = "ID")]
    archive: ArchiveId,

    #[command(flatten)]
    service: ServiceArguments,
}

/// Delete an archive that is available or uploaded
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok archive delete 30b3ebf1-ba36-4f5b-8def-6f70d9986fe9")]
pub(crate) struct Delete {
    /// The archive
    #[arg(value_name = "ID")]
    archive: ArchiveId,

    #[command(flatten)]
    service: ServiceArguments,
}

impl Stop {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let call = StopArchive::new(self.archive);
        Service::new(&self.service, console).tell(&call)
    }
}

impl Get {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let call = GetArchive::new(self.archive);
        Service::new(&self.service, console).tell(&call)
    }
}

impl Delete {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let call = DeleteArchive::new(self.archive);
        Service::new(&self.service, console).tell_done(&call, "deleted")
    }
}
