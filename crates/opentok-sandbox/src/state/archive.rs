use super::{Layout, Member, Mix, OwnerId, Resolution, SessionNumber, Stream, Uuid};

/// An archive.
#[derive(Debug)]
pub(crate) struct Archive {
    pub(crate) id: Uuid,
    pub(crate) owner: OwnerId,
    pub(crate) session: SessionNumber,
    pub(crate) settings: ArchiveSettings,
    pub(crate) status: ArchiveStatus,
    pub(crate) reason: &'static str,
    pub(crate) created_ms: u64,
    pub(crate) updated_ms: u64,
    /// Whether the session started it by itself.
    pub(crate) is_automatic: bool,
    pub(crate) mix: Mix,
    /// How often the status has changed.
    pub(crate) stretch: u32,
    /// What was recorded before `recording_since_ms`.
    recorded_ms: u64,
    recording_since_ms: Option<u64>,
    /// In bytes; 0 until the file is made.
    pub(crate) size: u64,
    /// Every stretch of every stream, for the manifest of an individual archive.
    pub(crate) tracks: Vec<Track>,
}

/// What an archive is started with.
#[derive(Clone, Debug, Default)]
pub(crate) struct ArchiveSettings {
    pub(crate) name: Option<Box<str>>,
    pub(crate) output: OutputMode,
    pub(crate) lacks_audio: bool,
    pub(crate) lacks_video: bool,
    pub(crate) resolution: Resolution,
    pub(crate) layout: Layout,
    pub(crate) tag: Option<Box<str>>,
    pub(crate) max_bitrate: Option<u64>,
    pub(crate) quantization: Option<u64>,
    pub(crate) transcription: Option<Transcription>,
}

/// What an archive becomes.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum OutputMode {
    #[default]
    Composed,
    Individual,
}

impl OutputMode {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Composed => "composed",
            Self::Individual => "individual",
        }
    }
}

/// How what is said is written down.
#[derive(Clone, Debug)]
pub(crate) struct Transcription {
    pub(crate) language: Box<str>,
    pub(crate) has_summary: bool,
}

/// Where an archive is in its life.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ArchiveStatus {
    Started,
    Paused,
    Stopped,
    Uploaded,
    Available,
    Expired,
    Failed,
    Deleted,
}

impl ArchiveStatus {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Paused => "paused",
            Self::Stopped => "stopped",
            Self::Uploaded => "uploaded",
            Self::Available => "available",
            Self::Expired => "expired",
            Self::Failed => "failed",
            Self::Deleted => "deleted",
        }
    }

    pub(crate) const fn is_running(self) -> bool {
        matches!(self, Self::Started | Self::Paused)
    }
}

/// A stream's part of an archive, in milliseconds from the archive's beginning.
#[derive(Clone, Debug)]
pub(crate) struct Track {
    pub(crate) stream: Uuid,
    pub(crate) has_audio: bool,
    pub(crate) has_video: bool,
    pub(crate) video_type: &'static str,
    pub(crate) data: Box<str>,
    pub(crate) start_ms: u64,
    pub(crate) stop_ms: Option<u64>,
}

impl Archive {
    pub(crate) fn new(
        id: Uuid,
        owner: OwnerId,
        session: SessionNumber,
        settings: ArchiveSettings,
        mix: Mix,
        now_ms: u64,
    ) -> Self {
        Self {
            id,
            owner,
            session,
            settings,
            status: ArchiveStatus::Started,
            reason: "",
            created_ms: now_ms,
            updated_ms: now_ms,
            is_automatic: false,
            mix,
            stretch: 0,
            recorded_ms: 0,
            recording_since_ms: Some(now_ms),
            size: 0,
            tracks: Vec::new(),
        }
    }

    /// How much is recorded by `now_ms`.
    pub(crate) fn recorded_ms(&self, now_ms: u64) -> u64 {
        let running = self.recording_since_ms.map_or(0, |since| now_ms.saturating_sub(since));
        self.recorded_ms + running
    }

    /// Changes the status, and begins or ends recording with it.
    pub(crate) fn turn(&mut self, status: ArchiveStatus, now_ms: u64) {
        self.recorded_ms = self.recorded_ms(now_ms);
        self.recording_since_ms = (status == ArchiveStatus::Started).then_some(now_ms);
        self.status = status;
        self.updated_ms = now_ms;
        self.stretch += 1;
    }

    /// Takes a stream in, with as much of it as the archive has room for.
    pub(crate) fn take_in(&mut self, stream: &Stream, data: &str, wants: (bool, bool), now_ms: u64) {
        let wants_audio = wants.0 && !self.settings.lacks_audio;
        let wants_video = wants.1 && !self.settings.lacks_video;
        self.end_track(stream.id, now_ms);
        if !self.mix.put(stream, wants_audio, wants_video) {
            return;
        }
        if let (
            OutputMode::Individual,
            Some(&Member {
                has_audio, has_video, ..
            }),
        ) = (self.settings.output, self.mix.members.last())
            && self.tracks.len() < MAX_TRACKS
        {
            self.tracks.push(Track {
                stream: stream.id,
                has_audio,
                has_video,
                video_type: stream.video_type.map_or("camera", |kind| kind.as_str()),
                data: data.into(),
                start_ms: self.recorded_ms(now_ms),
                stop_ms: None,
            });
        }
    }

    pub(crate) fn take_out(&mut self, stream: Uuid, now_ms: u64) {
        self.mix.remove(stream);
        self.end_track(stream, now_ms);
    }

    /// Ends every track: nothing more is recorded.
    pub(crate) fn end_tracks(&mut self, now_ms: u64) {
        let now = self.recorded_ms(now_ms);
        for track in &mut self.tracks {
            track.stop_ms.get_or_insert(now);
        }
        self.mix.members.clear();
    }

    fn end_track(&mut self, stream: Uuid, now_ms: u64) {
        let now = self.recorded_ms(now_ms);
        let open = self
            .tracks
            .iter_mut()
            .find(|track| track.stream == stream && track.stop_ms.is_none());
        if let Some(track) = open {
            track.stop_ms = Some(now);
        }
    }
}

/// The most files of an individual archive.
const MAX_TRACKS: usize = 10_000;
