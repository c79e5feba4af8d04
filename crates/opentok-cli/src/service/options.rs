//! Options that several commands share.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use opentok_rest::option::{Arrangement, Layout, MaxBitrate, Media, StreamMode};
use opentok_rest::{Resolution, StreamId};
use opentok_token::SessionId;

use super::argument;
use crate::failure::Failure;
use crate::input::SmallFile;

/// How streams are arranged.
#[derive(Args, Clone, Debug)]
pub(crate) struct LayoutArguments {
    /// How the streams are arranged
    #[arg(long, value_enum, value_name = "NAME")]
    layout: Option<LayoutName>,

    /// Best fit, and this instead while somebody shares a screen
    #[arg(long, value_enum, value_name = "NAME", conflicts_with = "layout")]
    screen_share_layout: Option<LayoutName>,

    /// Arrange the streams as the style sheet in this file says
    #[arg(long, value_name = "FILE", conflicts_with_all = ["layout", "screen_share_layout"])]
    stylesheet: Option<PathBuf>,
}

/// The names of ready-made layouts.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum LayoutName {
    /// All as large as possible
    BestFit,
    /// A small picture in a large one
    Pip,
    /// One large, the others at its side
    VerticalPresentation,
    /// One large, the others in a row
    HorizontalPresentation,
}

/// The longest style sheet, in bytes.
const MAX_STYLESHEET: u64 = 64 * 1024;

impl LayoutArguments {
    /// The layout, if one is asked for.
    pub(crate) fn layout(&self) -> Result<Option<Layout>, Failure> {
        if let Some(path) = &self.stylesheet {
            let sheet = SmallFile::read(path, MAX_STYLESHEET);
            let sheet = sheet.map_err(|error| Failure::refused("stylesheet", format!("cannot read it: {error}")))?;
            return Layout::custom(sheet.text()).map(Some).map_err(argument);
        }
        let shared = self.screen_share_layout.map(LayoutName::arrangement);
        let shared = shared.map(Layout::best_fit_until_screen_is_shared);
        Ok(shared.or(self.layout.map(|name| name.arrangement().into())))
    }

    /// The layout, which has to be asked for.
    pub(crate) fn required(&self) -> Result<Layout, Failure> {
        let missing = || Failure::usage("give --layout, --screen-share-layout or --stylesheet");
        self.layout()?.ok_or_else(missing)
    }
}

impl LayoutName {
    const fn arrangement(self) -> Arrangement {
        match self {
            Self::BestFit => Arrangement::BestFit,
            Self::Pip => Arrangement::Pip,
            Self::VerticalPresentation => Arrangement::VerticalPresentation,
            Self::HorizontalPresentation => Arrangement::HorizontalPresentation,
        }
    }
}

/// What of the streams goes in.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct MediaArguments {
    /// Take the sound alone
    #[arg(long)]
    audio_only: bool,

    /// Take the pictures alone
    #[arg(long, conflicts_with = "audio_only")]
    video_only: bool,
}

impl MediaArguments {
    pub(crate) const fn media(self) -> Media {
        match self {
            Self { audio_only: true, .. } => Media::AudioOnly,
            Self { video_only: true, .. } => Media::VideoOnly,
            _ => Media::AudioAndVideo,
        }
    }
}

/// What archives and broadcasts have in common.
#[derive(Args, Clone, Debug)]
pub(crate) struct RecordingArguments {
    #[command(flatten)]
    pub(crate) media: MediaArguments,

    #[command(flatten)]
    pub(crate) layout: LayoutArguments,

    /// Width and height of the picture, such as 1280x720
    #[arg(long, value_name = "WxH", value_parser = resolution)]
    pub(crate) resolution: Option<Resolution>,

    /// The most bits a second, 100000 to 6000000
    #[arg(long, value_name = "N", value_parser = max_bitrate)]
    pub(crate) max_bitrate: Option<MaxBitrate>,

    /// Take only the streams that are added by hand
    #[arg(long)]
    manual: bool,

    /// What tells it from others of the same session at the same time
    #[arg(long, value_name = "TEXT")]
    pub(crate) tag: Option<String>,
}

impl RecordingArguments {
    /// Who chooses the streams, unless it is the service.
    pub(crate) fn stream_mode(&self) -> Option<StreamMode> {
        self.manual.then_some(StreamMode::Manual)
    }
}

/// Which part of a list.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct WindowArguments {
    /// Leave out this many of the newest
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: u64,

    /// How many on a page, up to 1000 [default of the service: 50]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) count: Option<u32>,

    /// All of them, page after page
    #[arg(long)]
    pub(crate) all: bool,
}

/// Reads width and height, in one of the sizes that there are.
pub(crate) fn resolution(text: &str) -> Result<Resolution, String> {
    match Resolution::from(text) {
        Resolution::Unknown(_) => {
            Err("not one of 640x480, 1280x720, 1920x1080, 480x640, 720x1280 and 1080x1920".to_owned())
        }
        known => Ok(known),
    }
}

fn max_bitrate(text: &str) -> Result<MaxBitrate, String> {
    let number: u32 = text.parse().map_err(|_| "not a whole number".to_owned())?;
    MaxBitrate::new(number).map_err(|error| error.to_string())
}

/// A session and a stream in it.
#[derive(Args, Clone, Debug)]
pub(crate) struct StreamArguments {
    /// The session
    #[arg(value_name = "SESSION")]
    pub(crate) session: SessionId,

    /// The stream
    #[arg(value_name = "STREAM")]
    pub(crate) stream: StreamId,
}

/// Reads a name and a value with `=` between them.
pub(crate) fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("not of the form NAME=VALUE".to_owned()),
    }
}
