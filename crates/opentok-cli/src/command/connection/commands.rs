use clap::Args;
use opentok_rest::ConnectionId;
use opentok_rest::session::{ForceDisconnect, ListConnections};
use opentok_token::SessionId;

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{Service, ServiceArguments};

/// List who is connected to a session
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok connection list ID")]
pub(crate) struct List {
    /// The session
    #[arg(value_name = "SESSION")]
    session: SessionId,

    #[command(flatten)]
    service: ServiceArguments,
}

/// Disconnect a client from a session
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok connection disconnect ID 72f9b4e8-9be6-4a0b-9a9d-2ffcd8d7e1f7")]
pub(crate) struct Disconnect {
    /// The session
    #[arg(value_name = "SESSION")]
    session: SessionId,

    /// The connection
    #[arg(value_name = "CONNECTION")]
    connection: ConnectionId,

    #[command(flatten)]
    service: ServiceArguments,
}

impl List {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let list = ListConnections::new(self.session);
        let columns = &["connectionId", "connectionState", "createdAt"];
        Service::new(&self.service, console).tell_items(&list, |connections| connections.items, columns)
    }
}

impl Disconnect {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let call = ForceDisconnect::new(self.session, self.connection);
        Service::new(&self.service, console).tell_done(&call, "disconnected")
    }
}
