use std::path::PathBuf;

use clap::Args;
use opentok_rest::StreamId;
use opentok_rest::sip::{Dial as DialCall, SipTarget, SipUri};
use opentok_token::{Role, SessionId};

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{Service, ServiceArguments, TokenArguments, argument, pair};

/// Call someone over SIP, into a session
///
/// A password is read from a file, or from OPENTOK_SIP_PASSWORD.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok sip dial ID 'sip:+15551234567@sip.example.net;transport=tls' --encrypted --from +15550100@example.net
  opentok sip dial ID sip:room@sip.example.net --username u --password-file p.txt --header X-Room=42")]
pub(crate) struct Dial {
    /// The session, which has to be a routed one
    #[arg(value_name = "SESSION")]
    session: SessionId,

    /// Whom to call
    #[arg(value_name = "URI")]
    uri: SipUri,

    /// Who calls, as name-or-number@host
    #[arg(long, value_name = "TEXT")]
    from: Option<String>,

    /// Add a header to the INVITE; repeat for more
    #[arg(long = "header", value_name = "NAME=VALUE", value_parser = pair)]
    headers: Vec<(String, String)>,

    /// The name for a server that asks for one
    #[arg(long, value_name = "TEXT")]
    username: Option<String>,

    /// File with the password that goes with it [env: OPENTOK_SIP_PASSWORD]
    #[arg(long, value_name = "FILE", requires = "username")]
    password_file: Option<PathBuf>,

    /// Encrypt the media
    #[arg(long)]
    encrypted: bool,

    /// Send a picture too
    #[arg(long)]
    video: bool,

    /// Let moderators mute the caller
    #[arg(long)]
    observe_force_mute: bool,

    /// Send this stream alone; repeat for more [default: all]
    #[arg(long = "stream", value_name = "STREAM")]
    streams: Vec<StreamId>,

    #[command(flatten)]
    token: TokenArguments,

    #[command(flatten)]
    service: ServiceArguments,
}

impl Dial {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let mut service = Service::new(&self.service, console);
        let call = service.with_secrets(|secrets| {
            let token = secrets.token(&self.token, &self.session, Role::Publisher)?;
            let mut target = self.target()?;
            if let Some(name) = &self.username {
                let password = secrets.find(self.password_file.as_ref(), "--password-file", "OPENTOK_SIP_PASSWORD")?;
                target = target.credentials(name.as_str(), password);
            }
            Ok(DialCall::new(self.session, token, target))
        })?;
        service.tell(&call)
    }

    fn target(&self) -> Result<SipTarget, Failure> {
        let mut target = SipTarget::new(self.uri.clone());
        if let Some(from) = &self.from {
            target = target.from(from.as_str()).map_err(argument)?;
        }
        for (name, value) in &self.headers {
            target = target.header(name.as_str(), value.as_str()).map_err(argument)?;
        }
        if self.encrypted {
            target = target.encrypted();
        }
        if self.video {
            target = target.with_video();
        }
        if self.observe_force_mute {
            target = target.observe_force_mute();
        }
        if !self.streams.is_empty() {
            target = target.streams(self.streams.iter().cloned());
        }
        Ok(target)
    }
}
