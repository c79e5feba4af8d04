use std::collections::HashMap;

use bytes::Bytes;
use opentok_archive::{Timeline, manifest::Manifest};

use crate::media::{self, MediaFile, Tracks};
use crate::state::OwnerId;

/// The archives of the time. The service took them away in 2014; here they are put in by hand.
#[derive(Debug, Default)]
pub(crate) struct LegacyArchives(HashMap<Box<str>, Archive>);

/// An archive of the time.
#[derive(Debug)]
pub(crate) struct Archive {
    pub(super) owner: OwnerId,
    pub(super) manifest: Manifest,
    /// The manifest as it is sent.
    pub(super) xml: Bytes,
    /// Videos that were given. The others are made up.
    pub(super) media: HashMap<String, Bytes>,
    /// When stitching began.
    pub(super) stitching_since_ms: Option<u64>,
}

/// The most archives at a time.
pub(super) const MAX_ARCHIVES: usize = 1_000;

impl LegacyArchives {
    /// Stores an archive, in the place of one with the same id. False if there are too many.
    pub(super) fn put(&mut self, archive: Archive) -> bool {
        let id = archive.manifest.archive_id.as_str();
        if self.0.len() >= MAX_ARCHIVES && !self.0.contains_key(id) {
            return false;
        }
        self.0.insert(id.into(), archive);
        true
    }

    pub(super) fn find(&self, id: &str) -> Option<&Archive> {
        self.0.get(id)
    }

    pub(super) fn find_mut(&mut self, id: &str) -> Option<&mut Archive> {
        self.0.get_mut(id)
    }

    pub(super) fn remove(&mut self, id: &str) {
        self.0.remove(id);
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

impl Archive {
    /// The file of a video, if the manifest has it.
    pub(super) fn video(&self, id: &str) -> Option<MediaFile> {
        let video = self.manifest.video(id)?;
        Some(match self.media.get(id) {
            Some(bytes) => MediaFile::of("video/x-flv", bytes.clone()),
            None => media::flv(video.length_ms),
        })
    }

    /// All videos in one picture.
    pub(super) fn stitched(&self) -> MediaFile {
        media::mp4(Timeline::from(&self.manifest).end_ms(), Tracks::Both)
    }
}
