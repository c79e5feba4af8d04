use core::time::Duration;

use clap::Args;
use opentok_rest::captions::{MaxDuration, StartCaptions};
use opentok_rest::option::{LanguageCode, WebUrl};
use opentok_token::{Role, SessionId};

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{Service, ServiceArguments, TokenArguments, argument};
use crate::time::parse_duration;

/// Begin live captions: what is said arrives at the clients as text
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok captions start ID --language en-GB --max-duration 1h")]
pub(crate) struct Start {
    /// The session, which has to be a routed one
    #[arg(value_name = "SESSION")]
    session: SessionId,

    /// The language that is spoken [default of the service: en-US]
    #[arg(long, value_name = "TAG")]
    language: Option<LanguageCode>,

    /// The longest they go on, five minutes to four hours [default of the service: 4h]
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
    max_duration: Option<Duration>,

    /// Send whole sentences alone, not what is understood so far
    #[arg(long)]
    whole_sentences: bool,

    /// Where the service tells what becomes of them
    #[arg(long, value_name = "URL")]
    status_callback: Option<WebUrl>,

    #[command(flatten)]
    token: TokenArguments,

    #[command(flatten)]
    service: ServiceArguments,
}

impl Start {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let mut service = Service::new(&self.service, console);
        let token = service.with_secrets(|secrets| secrets.token(&self.token, &self.session, Role::Moderator))?;
        let mut start = StartCaptions::new(self.session, token);
        if let Some(language) = self.language {
            start = start.language(language);
        }
        if let Some(duration) = self.max_duration {
            let seconds = u32::try_from(duration.as_secs()).unwrap_or(u32::MAX);
            start = start.max_duration(MaxDuration::new(seconds).map_err(argument)?);
        }
        if self.whole_sentences {
            start = start.whole_sentences();
        }
        if let Some(url) = self.status_callback {
            start = start.status_callback(url);
        }
        service.tell(&start)
    }
}
