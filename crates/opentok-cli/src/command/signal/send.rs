use std::io::{self, Read};

use clap::Args;
use opentok_rest::ConnectionId;
use opentok_rest::session::{Signal, SignalConnection, SignalSession};
use opentok_token::SessionId;

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{Service, ServiceArguments};

/// Send a signal to everybody in a session, or to one client
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok signal send ID --type chat 'hello, all'
  jq -c . state.json | opentok signal send ID --type state --connection CONNECTION -")]
pub(crate) struct Send {
    /// The session
    #[arg(value_name = "SESSION")]
    session: SessionId,

    /// The data, at most 8192 bytes; `-` reads standard input
    #[arg(value_name = "DATA")]
    data: String,

    /// By which clients tell signals apart
    #[arg(long = "type", value_name = "TEXT")]
    kind: Option<String>,

    /// Send it to this connection alone
    #[arg(long, value_name = "CONNECTION")]
    connection: Option<ConnectionId>,

    #[command(flatten)]
    service: ServiceArguments,
}

impl Send {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let data = match self.data.as_str() {
            "-" => read()?,
            _ => self.data,
        };
        let mut signal = Signal::new(data);
        if let Some(kind) = self.kind {
            signal = signal.kind(kind);
        }
        let mut service = Service::new(&self.service, console);
        match self.connection {
            Some(connection) => service.tell_done(&SignalConnection::new(self.session, connection, signal), "sent"),
            None => service.tell_done(&SignalSession::new(self.session, signal), "sent"),
        }
    }
}

/// All of standard input, or as much as shows that it is too long.
fn read() -> Result<String, Failure> {
    let mut data = String::new();
    let limit = Signal::MAX_DATA as u64 + 1;
    let read = io::stdin().lock().take(limit).read_to_string(&mut data);
    read.map_err(|error| Failure::io("cannot read standard input", &error))?;
    Ok(data)
}
