use super::Transcription;
use crate::{
    Resolution,
    option::{Layout, MaxBitrate},
};

/// What an archive becomes. One composed video unless said otherwise.
///
/// Each kind has its own options, so that none can be given to the kind that does not take it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Output {
    /// One video with everybody in it, as MP4.
    Composed(Composed),
    /// A file for each stream, in a ZIP.
    Individual,
    /// The same, and what is said is written down. The archive has sound, whatever [`Media`](crate::option::Media) says.
    Transcribed(Transcription),
}

/// The options of a composed archive.
///
/// ```
/// use opentok_rest::archive::{Composed, Quality};
/// use opentok_rest::{
///     Resolution,
///     option::{Arrangement, MaxBitrate},
/// };
///
/// let composed = Composed::new()
///     .layout(Arrangement::VerticalPresentation)
///     .resolution(Resolution::Hd)
///     .quality(Quality::MaxBitrate(MaxBitrate::new(2_000_000)?));
/// # drop(composed);
/// # Ok::<(), opentok_rest::ArgumentError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use]
pub struct Composed {
    pub(super) layout: Option<Layout>,
    pub(super) resolution: Option<Resolution>,
    pub(super) quality: Option<Quality>,
}

/// How many bits a composed archive may take: bounded by rate, or by quality. The service takes one or the other.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Quality {
    /// No more bits a second than this.
    MaxBitrate(MaxBitrate),
    /// As many as this quality takes.
    Quantization(QuantizationParameter),
}

crate::option::ranged! {
    /// The quality of a composed archive: 15, the best, to 40, the smallest.
    QuantizationParameter = "quantizationParameter", 15..=40
}

impl Composed {
    /// Everything as the service has it: best fit, 640 × 480, its own bit rate.
    pub fn new() -> Self {
        Self::default()
    }

    /// How the streams are arranged. Default: the best fit.
    pub fn layout(mut self, layout: impl Into<Layout>) -> Self {
        self.layout = Some(layout.into());
        self
    }

    /// The size of the picture. Default: 640 × 480.
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.resolution = Some(resolution);
        self
    }

    /// Bounds the bit rate or fixes the quality. Default: as the service thinks best.
    pub fn quality(mut self, quality: Quality) -> Self {
        self.quality = Some(quality);
        self
    }
}

impl From<Composed> for Output {
    fn from(composed: Composed) -> Self {
        Self::Composed(composed)
    }
}

impl From<Transcription> for Output {
    fn from(transcription: Transcription) -> Self {
        Self::Transcribed(transcription)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quality_is_taken_at_its_limits_and_refused_one_past_them() {
        assert!(QuantizationParameter::new(15).is_ok() && QuantizationParameter::new(40).is_ok());
        assert!(QuantizationParameter::new(14).is_err() && QuantizationParameter::new(41).is_err());
    }
}
