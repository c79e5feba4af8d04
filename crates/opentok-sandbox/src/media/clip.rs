//! The samples that are shipped, which `cargo xtask media` makes.

/// One codec's part of a round: what a decoder must know beforehand, and the samples.
#[derive(Clone, Debug)]
pub(super) struct Clip {
    pub(super) config: &'static [u8],
    pub(super) samples: Vec<&'static [u8]>,
    /// What each sample lasts. They fill a round.
    pub(super) step_ms: u64,
}

impl Clip {
    /// 640×480, in the form of MP4: lengths of four bytes. The config is an `AVCDecoderConfigurationRecord`.
    pub(super) fn h264() -> Self {
        Self::read(include_bytes!("../../data/media/h264.bin"), 80)
    }

    /// One channel at 16 kHz. The config is an `AudioSpecificConfig`.
    pub(super) fn aac() -> Self {
        Self::read(include_bytes!("../../data/media/aac.bin"), 64)
    }

    /// 320×240.
    pub(super) fn vp8() -> Self {
        Self::read(include_bytes!("../../data/media/vp8.bin"), 80)
    }

    /// One channel. The config is an `OpusHead`.
    pub(super) fn opus() -> Self {
        Self::read(include_bytes!("../../data/media/opus.bin"), 40)
    }

    /// 320×240, the H.263 of FLV.
    pub(super) fn sorenson() -> Self {
        Self::read(include_bytes!("../../data/media/sorenson.bin"), 80)
    }

    /// One channel at 8 kHz.
    pub(super) fn nellymoser() -> Self {
        Self::read(include_bytes!("../../data/media/nellymoser.bin"), 32)
    }

    /// Every entry has its length in front, in two bytes; the first is the config.
    fn read(file: &'static [u8], step_ms: u64) -> Self {
        let mut entries = Vec::new();
        let mut rest = file;
        while let Some((len, after)) = rest.split_first_chunk() {
            let len = usize::from(u16::from_be_bytes(*len)).min(after.len());
            let (entry, next) = after.split_at(len);
            entries.push(entry);
            rest = next;
        }
        let config = if entries.is_empty() { &[] } else { entries.remove(0) };
        Self {
            config,
            samples: entries,
            step_ms,
        }
    }

    /// The first samples, which last `ms` together, and what each lasts. `ms` is a round at most.
    pub(super) fn first(&self, ms: u64) -> impl Iterator<Item = (&'static [u8], u64)> {
        self.samples.iter().copied().zip(super::length::fill(ms, self.step_ms))
    }
}

#[cfg(test)]
mod tests {
    use super::{super::length::ROUND_MS, *};

    #[test]
    fn the_samples_of_every_codec_fill_a_round() {
        for clip in [
            Clip::h264(),
            Clip::aac(),
            Clip::vp8(),
            Clip::opus(),
            Clip::sorenson(),
            Clip::nellymoser(),
        ] {
            assert_eq!(clip.samples.len() as u64 * clip.step_ms, ROUND_MS);
            assert!(clip.samples.iter().all(|sample| !sample.is_empty()));
        }
    }
}
