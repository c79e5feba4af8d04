use core::time::Duration;

use clap::Args;
use opentok_rest::Resolution;
use opentok_rest::option::WebUrl;
use opentok_rest::render::{MaxDuration, StartRender};
use opentok_token::{Role, SessionId};

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{Service, ServiceArguments, TokenArguments, argument, resolution};
use crate::time::parse_duration;

/// Begin to publish a web page into a session
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok render start ID https://app.example.net/scene --name scene --max-duration 1h")]
pub(crate) struct Start {
    /// The session
    #[arg(value_name = "SESSION")]
    session: SessionId,

    /// The page, which the service must be able to reach
    #[arg(value_name = "URL")]
    url: WebUrl,

    /// The longest it is published, one minute to ten hours [default of the service: 2h]
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
    max_duration: Option<Duration>,

    /// Width and height of the picture [default of the service: 1280x720]
    #[arg(long, value_name = "WxH", value_parser = resolution)]
    resolution: Option<Resolution>,

    /// The name of the stream
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,

    /// Where the service tells what becomes of it
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
        let token = service.with_secrets(|secrets| secrets.token(&self.token, &self.session, Role::Publisher))?;
        let mut start = StartRender::new(self.session, token, self.url);
        if let Some(duration) = self.max_duration {
            let seconds = u32::try_from(duration.as_secs()).unwrap_or(u32::MAX);
            start = start.max_duration(MaxDuration::new(seconds).map_err(argument)?);
        }
        if let Some(resolution) = self.resolution {
            start = start.resolution(resolution);
        }
        if let Some(name) = self.name {
            start = start.name(name).map_err(argument)?;
        }
        if let Some(url) = self.status_callback {
            start = start.status_callback(url);
        }
        service.tell(&start)
    }
}
