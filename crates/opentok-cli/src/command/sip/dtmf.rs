use clap::Args;
use opentok_rest::ConnectionId;
use opentok_rest::sip::{Digits, PlayDtmf, PlayDtmfTo};
use opentok_token::SessionId;

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{Service, ServiceArguments};

/// Play tones to the SIP callers of a session, or to one of them
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok sip dtmf ID '1p713#' --connection CONNECTION")]
pub(crate) struct Dtmf {
    /// The session
    #[arg(value_name = "SESSION")]
    session: SessionId,

    /// The tones: 0 to 9, * and #, and p for a pause of half a second
    #[arg(value_name = "DIGITS")]
    digits: Digits,

    /// Play them to this connection alone
    #[arg(long, value_name = "CONNECTION")]
    connection: Option<ConnectionId>,

    #[command(flatten)]
    service: ServiceArguments,
}

impl Dtmf {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let mut service = Service::new(&self.service, console);
        match self.connection {
            Some(connection) => service.tell_done(&PlayDtmfTo::new(self.session, connection, self.digits), "played"),
            None => service.tell_done(&PlayDtmf::new(self.session, self.digits), "played"),
        }
    }
}
