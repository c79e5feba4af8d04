use clap::Args;
use opentok_rest::archive::{Composed, Output, Quality, QuantizationParameter, StartArchive, Transcription};
use opentok_rest::option::LanguageCode;
use opentok_token::SessionId;

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{RecordingArguments, Service, ServiceArguments};

/// Begin to record a session
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok archive start ID --name 'weekly call'
  opentok archive start ID --layout pip --resolution 1280x720
  opentok archive start ID --individual --transcribe en-GB")]
pub(crate) struct Start {
    /// The session, which has to be a routed one with somebody in it
    #[arg(value_name = "SESSION")]
    session: SessionId,

    /// A name for the archive
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,

    #[command(flatten)]
    recording: RecordingArguments,

    /// Fix the quality instead of the bit rate: 15, the best, to 40
    #[arg(long, value_name = "N", value_parser = quantization, conflicts_with = "max_bitrate")]
    quantization: Option<QuantizationParameter>,

    /// A file for each stream, in a ZIP, instead of one video
    #[arg(long, conflicts_with_all = [
        "layout", "screen_share_layout", "stylesheet", "resolution", "max_bitrate", "quantization",
    ])]
    individual: bool,

    /// Write down what is said, in this language; needs --individual
    #[arg(long, value_name = "TAG", num_args = 0..=1, default_missing_value = "en-US", requires = "individual")]
    transcribe: Option<LanguageCode>,

    /// Write a summary of what is said, too
    #[arg(long, requires = "transcribe")]
    summary: bool,

    #[command(flatten)]
    service: ServiceArguments,
}

impl Start {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let mut start = StartArchive::new(self.session).media(self.recording.media.media());
        if let Some(name) = &self.name {
            start = start.name(name.as_str());
        }
        if let Some(tag) = &self.recording.tag {
            start = start.tag(tag.as_str());
        }
        if let Some(mode) = self.recording.stream_mode() {
            start = start.stream_mode(mode);
        }
        if let Some(output) = self.output()? {
            start = start.output(output);
        }
        Service::new(&self.service, console).tell(&start)
    }

    /// What it becomes, unless it is what the service makes of it without being told.
    fn output(&self) -> Result<Option<Output>, Failure> {
        if let Some(language) = &self.transcribe {
            let transcription = Transcription::new().language(language.clone());
            let summed_up = if self.summary {
                transcription.with_summary()
            } else {
                transcription
            };
            return Ok(Some(summed_up.into()));
        }
        if self.individual {
            return Ok(Some(Output::Individual));
        }
        let (mut composed, mut is_plain) = (Composed::new(), true);
        if let Some(layout) = self.recording.layout.layout()? {
            (composed, is_plain) = (composed.layout(layout), false);
        }
        if let Some(resolution) = &self.recording.resolution {
            (composed, is_plain) = (composed.resolution(resolution.clone()), false);
        }
        let rate = self.recording.max_bitrate.map(Quality::MaxBitrate);
        if let Some(quality) = rate.or(self.quantization.map(Quality::Quantization)) {
            (composed, is_plain) = (composed.quality(quality), false);
        }
        Ok((!is_plain).then(|| composed.into()))
    }
}

fn quantization(text: &str) -> Result<QuantizationParameter, String> {
    let number: u32 = text.parse().map_err(|_| "not a whole number".to_owned())?;
    QuantizationParameter::new(number).map_err(|error| error.to_string())
}
