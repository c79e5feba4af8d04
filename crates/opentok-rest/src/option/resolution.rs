use core::{fmt, str::FromStr};

use serde::{Serialize, Serializer};

/// Width and height of a composed picture.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Resolution {
    /// 640 × 480.
    SdLandscape,
    /// 480 × 640.
    SdPortrait,
    /// 1280 × 720.
    HdLandscape,
    /// 720 × 1280.
    HdPortrait,
    /// 1920 × 1080.
    FhdLandscape,
    /// 1080 × 1920.
    FhdPortrait,
}

impl Resolution {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::SdLandscape,
        Self::SdPortrait,
        Self::HdLandscape,
        Self::HdPortrait,
        Self::FhdLandscape,
        Self::FhdPortrait,
    ];

    /// As in `1280x720`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SdLandscape => "640x480",
            Self::SdPortrait => "480x640",
            Self::HdLandscape => "1280x720",
            Self::HdPortrait => "720x1280",
            Self::FhdLandscape => "1920x1080",
            Self::FhdPortrait => "1080x1920",
        }
    }
}

/// The text is none of the resolutions that the service knows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ParseResolutionError;

impl FromStr for Resolution {
    type Err = ParseResolutionError;

    fn from_str(text: &str) -> Result<Self, ParseResolutionError> {
        Self::ALL
            .into_iter()
            .find(|resolution| resolution.as_str() == text)
            .ok_or(ParseResolutionError)
    }
}

impl fmt::Display for Resolution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Resolution {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl fmt::Display for ParseResolutionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("resolution is none of 640x480, 480x640, 1280x720, 720x1280, 1920x1080, 1080x1920")
    }
}

impl core::error::Error for ParseResolutionError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_resolution_is_read_as_it_is_written() {
        for resolution in Resolution::ALL {
            assert_eq!(resolution.as_str().parse(), Ok(resolution));
        }
        for text in ["", "640X480", "1280x721", "640x480 "] {
            assert_eq!(text.parse::<Resolution>(), Err(ParseResolutionError), "{text}");
        }
    }
}
