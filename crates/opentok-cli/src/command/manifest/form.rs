//! What an export can be told.

use core::fmt;
use core::str::FromStr;

use clap::ValueEnum;

/// The form of an export.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(super) enum Form {
    /// The manifest itself, the same for both kinds of archive
    Json,
    /// WebVTT chapters, for players
    Webvtt,
    /// OpenTimelineIO, for editors
    Otio,
    /// A CMX 3600 edit list, for older editors
    Edl,
    /// A plan for ffmpeg: inputs, filter graph and maps, as JSON
    Ffmpeg,
    /// A list for ffmpeg's concat demuxer, where segments just follow each other
    Ffconcat,
    /// A picture of the timeline
    Svg,
}

impl Form {
    /// Whether what is written is one JSON value.
    pub(super) const fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::Otio | Self::Ffmpeg)
    }
}

/// Pixels across and down.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Size {
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Default for Size {
    fn default() -> Self {
        Self {
            width: 640,
            height: 480,
        }
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x{}", self.width, self.height)
    }
}

impl FromStr for Size {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        let pixels = |text: &str| text.parse().ok().filter(|pixels| (2..=16_384).contains(pixels));
        let size = text.split_once('x').and_then(|(width, height)| {
            Some(Self {
                width: pixels(width)?,
                height: pixels(height)?,
            })
        });
        size.ok_or("not of the form WIDTHxHEIGHT with 2 to 16384 pixels each")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_two_numbers_of_pixels() {
        assert_eq!(
            "1280x720".parse(),
            Ok(Size {
                width: 1280,
                height: 720
            })
        );
        assert_eq!(Size::default().to_string().parse(), Ok(Size::default()));
        for text in ["", "1280", "x", "1x480", "640x16385", "-2x2", "640X480"] {
            assert!(text.parse::<Size>().is_err(), "{text}");
        }
    }
}
