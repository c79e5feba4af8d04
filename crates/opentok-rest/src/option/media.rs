/// What of the streams goes in: sound, picture or both. Neither would be nothing.
#[doc(alias = "hasAudio")]
#[doc(alias = "hasVideo")]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Media {
    /// Sound and picture. The default of the service.
    #[default]
    AudioAndVideo,
    /// Sound alone.
    AudioOnly,
    /// Pictures alone.
    VideoOnly,
}

impl Media {
    /// Whether there is sound.
    pub const fn has_audio(self) -> bool {
        !matches!(self, Self::VideoOnly)
    }

    /// Whether there is a picture.
    pub const fn has_video(self) -> bool {
        !matches!(self, Self::AudioOnly)
    }
}
