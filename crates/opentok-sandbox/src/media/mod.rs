//! Recordings that are made up: a test pattern and a tone, as long as whatever they stand for.
//!
//! A second and six tenths of each codec is shipped with the crate, and repeated. A [`MediaFile`] knows how long it is and what
//! is in it before any of it exists, and makes the part that is asked for: hours cost no memory, and a download can go on
//! from the middle.
//!
//! | function | file | codecs |
//! | --- | --- | --- |
//! | [`mp4`] | fragmented MP4: a composed archive | H.264 640×480, AAC |
//! | [`webm`] | WebM: one stream of an individual archive | VP8 320×240, Opus |
//! | [`individual_zip`] | the ZIP of an individual archive | as WebM |
//! | [`flv`] | FLV: a video of a legacy archive | Sorenson H.263 320×240, Nellymoser |
//! | [`hls_playlist`], [`hls_segment`] | a broadcast | H.264 640×480, AAC in MPEG-TS |

mod affine;
mod clip;
mod crc;
mod download;
mod file;
mod flv;
mod hls;
mod individual;
mod length;
mod mp4;
mod transport_stream;
mod webm;

pub(crate) use download::download;
pub use file::{MediaBody, MediaFile};
pub use flv::flv;
pub use hls::{Broadcasting, SEGMENT_MS, hls_playlist, hls_segment};
pub use individual::individual_zip;
pub use length::{MAX_MS, MIN_MS};
pub use mp4::mp4;
pub use webm::webm;

/// What a recording holds.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "there is nothing else to see or hear")]
pub enum Tracks {
    /// Sound and picture.
    #[default]
    Both,
    /// Sound alone.
    Audio,
    /// Picture alone.
    Video,
}

impl Tracks {
    /// What is left of a recording that has sound, or a picture, or both. Without either it has both: there are no
    /// files of nothing.
    pub const fn of(has_audio: bool, has_video: bool) -> Self {
        match (has_audio, has_video) {
            (true, false) => Self::Audio,
            (false, true) => Self::Video,
            _ => Self::Both,
        }
    }

    pub(crate) const fn has_audio(self) -> bool {
        matches!(self, Self::Both | Self::Audio)
    }

    pub(crate) const fn has_video(self) -> bool {
        matches!(self, Self::Both | Self::Video)
    }
}
