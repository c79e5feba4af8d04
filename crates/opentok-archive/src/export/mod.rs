//! Timelines in the forms of other programs.
//!
//! | function | makes | for |
//! | --- | --- | --- |
//! | [`webvtt::chapters`] | WebVTT | players: who speaks when |
//! | [`otio::timeline`] | OpenTimelineIO | editors |
//! | [`edl::tracks`] | CMX 3600 edit lists | older editors |
//! | [`ffmpeg::Plan`] | arguments for `ffmpeg` | one picture of all streams |
//! | [`ffconcat::list`] | a list for ffmpeg's concat demuxer | joining parts that follow each other |
//! | [`svg::picture`] | SVG | reports |
//! | [`bars::text`] | text | terminals |
//!
//! All count from the archive's start. None is longer than [`MAX_BYTES`], whatever the manifest says.
//!
//! Wire: [exports](crate::wire).

pub mod bars;
pub mod edl;
mod error;
pub mod ffconcat;
pub mod ffmpeg;
pub mod otio;
mod output;
pub mod svg;
mod text;
mod timecode;
pub mod webvtt;

pub use error::ExportError;
pub use output::MAX_BYTES;
pub(crate) use output::{Output, json};
pub use timecode::FrameRate;
