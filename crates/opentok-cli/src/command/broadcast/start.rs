use core::time::Duration;
use std::path::PathBuf;

use clap::Args;
use opentok_rest::broadcast::{Hls, MaxDuration, Outputs, RtmpTarget, StartBroadcast};
use opentok_rest::option::RtmpUrl;
use opentok_token::SessionId;

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{RecordingArguments, Secrets, Service, ServiceArguments, argument};
use crate::time::parse_duration;

/// Begin to broadcast a session over HLS, to RTMP servers, or both
///
/// A stream name is the key to a channel, so it is read from a file, or from OPENTOK_RTMP_NAME.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok broadcast start ID --low-latency --layout pip
  OPENTOK_RTMP_NAME=... opentok broadcast start ID --rtmp rtmps://live.example.net/app
  opentok broadcast start ID --hls --rtmp main=rtmp://a.example.net/app --rtmp-name-file a.key \\
    --rtmp spare=rtmp://b.example.net/app --rtmp-name-file b.key")]
pub(crate) struct Start {
    /// The session, which has to be a routed one
    #[arg(value_name = "SESSION")]
    session: SessionId,

    /// Broadcast over HLS, also where there is --rtmp
    #[arg(long)]
    hls: bool,

    /// HLS that viewers can wind back
    #[arg(long)]
    dvr: bool,

    /// HLS with less delay
    #[arg(long, conflicts_with = "dvr")]
    low_latency: bool,

    /// An RTMP server, perhaps with a name for it; up to five
    #[arg(long, value_name = "[ID=]URL", value_parser = server)]
    rtmp: Vec<Rtmp>,

    /// File with the stream name for the --rtmp at the same place
    #[arg(long, value_name = "FILE", requires = "rtmp")]
    rtmp_name_file: Vec<PathBuf>,

    /// The longest it goes on, one minute to ten hours [default of the service: 4h]
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
    max_duration: Option<Duration>,

    #[command(flatten)]
    recording: RecordingArguments,

    #[command(flatten)]
    service: ServiceArguments,
}

/// An RTMP server and what it is called here.
#[derive(Clone, Debug)]
struct Rtmp {
    id: Option<String>,
    url: RtmpUrl,
}

impl Start {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let mut service = Service::new(&self.service, console);
        let outputs = service.with_secrets(|secrets| self.outputs(secrets))?;
        let mut start = StartBroadcast::new(self.session, outputs).media(self.recording.media.media());
        if let Some(layout) = self.recording.layout.layout()? {
            start = start.layout(layout);
        }
        if let Some(duration) = self.max_duration {
            let seconds = u32::try_from(duration.as_secs()).unwrap_or(u32::MAX);
            start = start.max_duration(MaxDuration::new(seconds).map_err(argument)?);
        }
        if let Some(rate) = self.recording.max_bitrate {
            start = start.max_bitrate(rate);
        }
        if let Some(resolution) = &self.recording.resolution {
            start = start.resolution(resolution.clone());
        }
        if let Some(mode) = self.recording.stream_mode() {
            start = start.stream_mode(mode);
        }
        if let Some(tag) = &self.recording.tag {
            start = start.tag(tag.as_str());
        }
        service.tell(&start)
    }

    fn outputs(&self, secrets: &Secrets<'_>) -> Result<Outputs, Failure> {
        if self.rtmp_name_file.len() > self.rtmp.len() {
            return Err(Failure::usage("there are more --rtmp-name-file than --rtmp"));
        }
        let hls = match (self.dvr, self.low_latency) {
            (true, _) => Hls::Dvr,
            (_, true) => Hls::LowLatency,
            _ => Hls::Plain,
        };
        let mut outputs = (self.rtmp.is_empty() || self.hls || hls != Hls::Plain).then(|| Outputs::from(hls));
        for (at, server) in self.rtmp.iter().enumerate() {
            let name = secrets.find(self.rtmp_name_file.get(at), "--rtmp-name-file", "OPENTOK_RTMP_NAME")?;
            let mut target = RtmpTarget::new(server.url.clone(), name.expose()).map_err(argument)?;
            if let Some(id) = &server.id {
                target = target.id(id.as_str()).map_err(argument)?;
            }
            outputs = Some(match outputs {
                Some(outputs) => outputs.and_rtmp(target).map_err(argument)?,
                None => target.into(),
            });
        }
        outputs.ok_or_else(|| Failure::usage("there is nobody to broadcast to"))
    }
}

fn server(text: &str) -> Result<Rtmp, String> {
    let (id, url) = match text.split_once('=') {
        Some((id, url)) if !id.contains(':') => (Some(id.to_owned()), url),
        _ => (None, text),
    };
    let url = url.parse::<RtmpUrl>().map_err(|error| error.to_string())?;
    Ok(Rtmp { id, url })
}
