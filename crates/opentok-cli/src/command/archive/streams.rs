use clap::Args;
use opentok_rest::archive::{AddArchiveStream, RemoveArchiveStream};
use opentok_rest::{ArchiveId, StreamId};

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{MediaArguments, Service, ServiceArguments};

/// Add a stream to an archive whose streams are chosen by hand
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok archive add-stream ID STREAM --audio-only")]
pub(crate) struct AddStream {
    /// The archive
    #[arg(value_name = "ID")]
    archive: ArchiveId,

    /// The stream
    #[arg(value_name = "STREAM")]
    stream: StreamId,

    #[command(flatten)]
    media: MediaArguments,

    #[command(flatten)]
    service: ServiceArguments,
}

/// Take a stream out of an archive whose streams are chosen by hand
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok archive remove-stream ID STREAM")]
pub(crate) struct RemoveStream {
    /// The archive
    #[arg(value_name = "ID")]
    archive: ArchiveId,

    /// The stream
    #[arg(value_name = "STREAM")]
    stream: StreamId,

    #[command(flatten)]
    service: ServiceArguments,
}

impl AddStream {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let call = AddArchiveStream::new(self.archive, self.stream, self.media.media());
        Service::new(&self.service, console).tell_done(&call, "added")
    }
}

impl RemoveStream {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let call = RemoveArchiveStream::new(self.archive, self.stream);
        Service::new(&self.service, console).tell_done(&call, "removed")
    }
}
