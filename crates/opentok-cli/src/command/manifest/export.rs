use clap::{Args, value_parser};
use opentok_archive::export::ffmpeg::{Plan, PlanOptions};
use opentok_archive::export::{FrameRate, edl, ffconcat, otio, svg, webvtt};
use opentok_archive::{Report, Timeline};
use serde::Serialize;

use super::document::{Document, not_exported};
use super::form::{Form, Size};
use crate::failure::{Exit, Failure};
use crate::output::Console;

/// Write a manifest's timeline in the form of another program
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok manifest export --to webvtt manifest.xml > chapters.vtt
  opentok manifest export --to svg manifest.xml > timeline.svg
  opentok manifest export --to edl --track 2 --rate 30 manifest.xml > track2.edl
  opentok manifest export --to ffmpeg --size 1280x720 manifest.json > plan.json

With --json, forms that are not JSON themselves come as {\"text\":...}, edit lists as
{\"tracks\":[...]}.")]
pub(crate) struct Export {
    /// The form
    #[arg(long, value_name = "FORM")]
    to: Form,

    #[command(flatten)]
    document: Document,

    /// For edl: which track, from 1; there are as many as segments are live at once
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(1..))]
    track: Option<u32>,

    /// For edl and ffmpeg: frames a second, 1 to 60
    #[arg(long, value_name = "FRAMES", default_value = "25", value_parser = parse_rate)]
    rate: FrameRate,

    /// For ffmpeg: the size of the picture
    #[arg(long, value_name = "WIDTHxHEIGHT", default_value_t)]
    size: Size,

    /// For ffmpeg: a media file that has no sound; may be given several times
    #[arg(long, value_name = "NAME")]
    without_audio: Vec<String>,

    /// For ffmpeg: a media file that has no picture; may be given several times
    #[arg(long, value_name = "NAME")]
    without_video: Vec<String>,
}

#[derive(Serialize)]
struct Text<'t> {
    text: &'t str,
}

#[derive(Serialize)]
struct Tracks<'t> {
    tracks: &'t [String],
}

impl Export {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let (report, timeline) = self.document.accepted(console)?;
        let text = match self.to {
            Form::Edl => return self.edit_lists(&timeline, console),
            form => self.text(form, &report, &timeline)?,
        };
        if console.is_json() && !self.to.is_json() {
            console.json(&Text { text: &text })?;
        } else {
            console.text(format_args!("{text}"))?;
        }
        Ok(Exit::Done)
    }

    fn text(&self, form: Form, report: &Report, timeline: &Timeline) -> Result<String, Failure> {
        let text = match form {
            Form::Json => report.manifest_json().map(Option::unwrap_or_default),
            Form::Webvtt => webvtt::chapters(timeline),
            Form::Otio => otio::timeline(timeline),
            Form::Ffconcat => ffconcat::list(timeline),
            Form::Ffmpeg => Plan::new(timeline, &self.plan_options()).and_then(|plan| plan.to_json()),
            Form::Svg => svg::picture(timeline),
            Form::Edl => edl::tracks(timeline, self.rate).map(|tracks| tracks.concat()),
        };
        text.map_err(not_exported)
    }

    fn edit_lists(&self, timeline: &Timeline, console: &mut Console) -> Result<Exit, Failure> {
        let tracks = edl::tracks(timeline, self.rate).map_err(not_exported)?;
        let several = || {
            let message = format!("the archive takes {} edit lists; choose one with --track", tracks.len());
            Failure::refused("several_tracks", message)
        };
        let chosen = match (self.track, tracks.as_slice()) {
            (None, all) if console.is_json() => all,
            (None, [only]) => core::slice::from_ref(only),
            (None, []) => return Err(Failure::refused("empty", "nobody is ever live")),
            (None, _) => return Err(several()),
            (Some(track), all) => {
                let index = usize::try_from(track - 1).unwrap_or(usize::MAX);
                all.get(index).map(core::slice::from_ref).ok_or_else(several)?
            }
        };
        if console.is_json() {
            console.json(&Tracks { tracks: chosen })?;
        } else {
            for list in chosen {
                console.text(format_args!("{list}"))?;
            }
        }
        Ok(Exit::Done)
    }

    fn plan_options(&self) -> PlanOptions {
        let mut options = PlanOptions::new()
            .size(self.size.width, self.size.height)
            .rate(self.rate);
        for media in &self.without_audio {
            options = options.without_audio(media);
        }
        for media in &self.without_video {
            options = options.without_video(media);
        }
        options
    }
}

fn parse_rate(text: &str) -> Result<FrameRate, &'static str> {
    let rate = text.parse().ok().and_then(FrameRate::new);
    rate.ok_or("not a whole number of frames from 1 to 60")
}
