use clap::Args;
use opentok_rest::broadcast::{AddBroadcastStream, RemoveBroadcastStream};
use opentok_rest::{BroadcastId, StreamId};

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{MediaArguments, Service, ServiceArguments};

/// Add a stream to a broadcast whose streams are chosen by hand
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok broadcast add-stream ID STREAM --audio-only")]
pub(crate) struct AddStream {
    /// The broadcast
    #[arg(value_name = "ID")]
    broadcast: BroadcastId,

    /// The stream
    #[arg(value_name = "STREAM")]
    stream: StreamId,

    #[command(flatten)]
    media: MediaArguments,

    #[command(flatten)]
    service: ServiceArguments,
}

/// Take a stream out of a broadcast whose streams are chosen by hand
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok broadcast remove-stream ID STREAM")]
pub(crate) struct RemoveStream {
    /// The broadcast
    #[arg(value_name = "ID")]
    broadcast: BroadcastId,

    /// The stream
    #[arg(value_name = "STREAM")]
    stream: StreamId,

    #[command(flatten)]
    service: ServiceArguments,
}

impl AddStream {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let call = AddBroadcastStream::new(self.broadcast, self.stream, self.media.media());
        Service::new(&self.service, console).tell_done(&call, "added")
    }
}

impl RemoveStream {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let call = RemoveBroadcastStream::new(self.broadcast, self.stream);
        Service::new(&self.service, console).tell_done(&call, "removed")
    }
}
