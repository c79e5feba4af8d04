//! Fragmented MP4 (ISO/IEC 14496-12): a fragment a round, and an index of them in front, so that players can jump.

mod boxes;
mod fragment;
mod head;

use super::{
    Tracks,
    affine::Round,
    clip::Clip,
    file::{MediaFile, Piece},
    length::{Length, ROUND_MS},
};

/// A composed archive: an MP4 of this length, between [`MIN_MS`](super::MIN_MS) and [`MAX_MS`](super::MAX_MS).
pub fn mp4(duration_ms: u64, tracks: Tracks) -> MediaFile {
    let length = Length::new(duration_ms);
    let tracks: Vec<_> = [(Kind::Video, tracks.has_video()), (Kind::Audio, tracks.has_audio())]
        .into_iter()
        .filter(|(_, wanted)| *wanted)
        .map(|(kind, _)| Track::new(kind))
        .collect();
    let fragment = fragment::fragment(&tracks, 0, ROUND_MS, true);
    let rest = (length.rest_ms > 0).then(|| fragment::fragment(&tracks, length.rounds, length.rest_ms, false));

    let mut head = Round::default();
    head::write(&mut head, &tracks, length.ms);
    head::write_index_head(&mut head, &tracks, length.rounds + u64::from(rest.is_some()));
    let rest = rest.unwrap_or_default();
    let mut last_entry = Round::default();
    if length.rest_ms > 0 {
        head::write_index_entry(&mut last_entry, &tracks, rest.bytes.len(), length.rest_ms);
    }
    let mut entry = Round::default();
    head::write_index_entry(&mut entry, &tracks, fragment.bytes.len(), ROUND_MS);

    let rounds = |round: Round| Piece::Rounds {
        round: round.into(),
        count: length.rounds,
    };
    let bytes = |round: Round| Piece::Bytes(round.bytes.into());
    let pieces = vec![
        bytes(head),
        rounds(entry),
        bytes(last_entry),
        rounds(fragment),
        bytes(rest),
    ];
    MediaFile::new("video/mp4", pieces)
}

/// A track, in the order of the file; it counts from one.
#[derive(Debug)]
struct Track {
    kind: Kind,
    clip: Clip,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Kind {
    Video,
    Audio,
}

impl Track {
    fn new(kind: Kind) -> Self {
        let clip = match kind {
            Kind::Video => Clip::h264(),
            Kind::Audio => Clip::aac(),
        };
        Self { kind, clip }
    }

    /// Units a millisecond in which the track's times are counted: a sample of sound is one.
    const fn units_per_ms(&self) -> u64 {
        match self.kind {
            Kind::Video => 1,
            Kind::Audio => 16,
        }
    }

    /// What a sample says of itself, unless it is the first of a picture: whether it stands alone.
    const fn flags(&self) -> u32 {
        match self.kind {
            Kind::Video => NEEDS_OTHERS,
            Kind::Audio => STANDS_ALONE,
        }
    }
}

const NEEDS_OTHERS: u32 = 0x0101_0000;
const STANDS_ALONE: u32 = 0x0200_0000;
