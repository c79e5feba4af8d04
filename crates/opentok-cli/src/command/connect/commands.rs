use clap::{Args, ValueEnum};
use opentok_rest::connect::{AudioRate, JsonTransport, StartAudioConnector, StopAudioConnector, WebSocketTarget};
use opentok_rest::option::WebSocketUrl;
use opentok_rest::{AudioConnectorId, StreamId};
use opentok_token::{Role, SessionId};

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{Service, ServiceArguments, TokenArguments, argument, pair};

/// Send the sound of a session to a WebSocket
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok connect start ID wss://audio.example.net/in --header room=42 --bidirectional")]
pub(crate) struct Start {
    /// The session, which has to be a routed one
    #[arg(value_name = "SESSION")]
    session: SessionId,

    /// The WebSocket
    #[arg(value_name = "URL")]
    url: WebSocketUrl,

    /// Send the sound of this stream alone; repeat for more [default: of all]
    #[arg(long = "stream", value_name = "STREAM")]
    streams: Vec<StreamId>,

    /// Tell the other end a value under a name; repeat for more
    #[arg(long = "header", value_name = "NAME=VALUE", value_parser = pair)]
    headers: Vec<(String, String)>,

    /// Samples a second
    #[arg(long, value_enum, value_name = "HERTZ")]
    audio_rate: Option<Rate>,

    /// Take sound back into the session
    #[arg(long)]
    bidirectional: bool,

    /// Send sound as text in JSON messages instead of binary ones
    #[arg(long)]
    json_transport: bool,

    #[command(flatten)]
    token: TokenArguments,

    #[command(flatten)]
    service: ServiceArguments,
}

/// Stop sending sound to a WebSocket
#[derive(Args, Debug)]
pub(crate) struct Stop {
    /// The Audio Connector
    #[arg(value_name = "ID")]
    connector: AudioConnectorId,

    #[command(flatten)]
    service: ServiceArguments,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Rate {
    #[value(name = "8000")]
    Khz8,
    #[value(name = "16000")]
    Khz16,
    #[value(name = "24000")]
    Khz24,
}

impl Start {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let mut target = WebSocketTarget::new(self.url);
        if !self.streams.is_empty() {
            target = target.streams(self.streams).map_err(argument)?;
        }
        for (name, value) in self.headers {
            target = target.header(name, value).map_err(argument)?;
        }
        if let Some(rate) = self.audio_rate {
            target = target.audio_rate(match rate {
                Rate::Khz8 => AudioRate::Khz8,
                Rate::Khz16 => AudioRate::Khz16,
                Rate::Khz24 => AudioRate::Khz24,
            });
        }
        if self.bidirectional {
            target = target.bidirectional();
        }
        if self.json_transport {
            target = target.transport(JsonTransport::new());
        }
        let mut service = Service::new(&self.service, console);
        let token = service.with_secrets(|secrets| secrets.token(&self.token, &self.session, Role::Publisher))?;
        service.tell(&StartAudioConnector::new(self.session, token, target))
    }
}

impl Stop {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        Service::new(&self.service, console).tell_done(&StopAudioConnector::new(self.connector), "stopped")
    }
}
