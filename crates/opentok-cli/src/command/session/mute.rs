use clap::Args;
use opentok_rest::StreamId;
use opentok_rest::session::{EndMute, MuteAll};
use opentok_token::SessionId;

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{Service, ServiceArguments};

/// Mute every stream of a session, and those to come
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok session mute ID --except STREAM")]
pub(crate) struct Mute {
    /// The session
    #[arg(value_name = "SESSION")]
    session: SessionId,

    /// Let this stream be as it is; repeat for more
    #[arg(long, value_name = "STREAM")]
    except: Vec<StreamId>,

    #[command(flatten)]
    service: ServiceArguments,
}

/// Let streams to come start unmuted again
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok session unmute ID")]
pub(crate) struct Unmute {
    /// The session
    #[arg(value_name = "SESSION")]
    session: SessionId,

    #[command(flatten)]
    service: ServiceArguments,
}

impl Mute {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let mute = self
            .except
            .iter()
            .cloned()
            .fold(MuteAll::new(self.session), MuteAll::except);
        Service::new(&self.service, console).tell_done(&mute, "muted")
    }
}

impl Unmute {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let call = EndMute::new(self.session);
        Service::new(&self.service, console).tell_done(&call, "unmuted")
    }
}
