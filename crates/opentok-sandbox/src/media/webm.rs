//! WebM: a cluster a round, and an index of them at the end.

use super::{
    Tracks,
    affine::Round,
    clip::Clip,
    file::{MediaFile, Piece},
    length::{Length, ROUND_MS},
};

/// A stream of an individual archive: a WebM of this length, between [`MIN_MS`](super::MIN_MS) and [`MAX_MS`](super::MAX_MS).
pub fn webm(duration_ms: u64, tracks: Tracks) -> MediaFile {
    let length = Length::new(duration_ms);
    let cluster = cluster(tracks, 0, ROUND_MS, ROUND_MS);
    let rest = if length.rest_ms > 0 {
        self::cluster(tracks, length.rounds * ROUND_MS, 0, length.rest_ms)
    } else {
        Round::default()
    };
    let clusters_len = cluster.bytes.len() as u64 * length.rounds + rest.bytes.len() as u64;

    let mut content = Round::default();
    let cues_at = write_seek_head(&mut content);
    write_info(&mut content, length.ms);
    write_tracks(&mut content, tracks);
    let clusters_at = content.bytes.len() as u64;
    content.bytes[cues_at..cues_at + 8].copy_from_slice(&(clusters_at + clusters_len).to_be_bytes());

    let cluster_len = cluster.bytes.len() as u64;
    let cue = cue(tracks, (0, ROUND_MS), (clusters_at, cluster_len));
    let last_cue = if length.rest_ms > 0 {
        self::cue(
            tracks,
            (length.rounds * ROUND_MS, 0),
            (clusters_at + cluster_len * length.rounds, 0),
        )
    } else {
        Round::default()
    };
    let mut cues = Round::default();
    cues.put(CUES);
    let cues_len = cue.bytes.len() as u64 * length.rounds + last_cue.bytes.len() as u64;
    cues.put(size(cues_len as u32));

    let mut head = Round::default();
    write_file_head(&mut head);
    head.put(SEGMENT);
    let segment_len = clusters_at + clusters_len + (cues.bytes.len() as u64) + cues_len;
    head.put((1 << 56 | segment_len).to_be_bytes());

    let rounds = |round: Round| Piece::Rounds {
        round: round.into(),
        count: length.rounds,
    };
    let bytes = |round: Round| Piece::Bytes(round.bytes.into());
    let pieces = vec![
        bytes(head),
        bytes(content),
        rounds(cluster),
        bytes(rest),
        bytes(cues),
        rounds(cue),
        bytes(last_cue),
    ];
    MediaFile::new("video/webm", pieces)
}

fn write_file_head(out: &mut Round) {
    out.element(&[0x1a, 0x45, 0xdf, 0xa3], |out| {
        for (id, value) in [(0x86, 1), (0xf7, 1), (0xf2, 4), (0xf3, 8)] {
            out.element(&[0x42, id], |out| out.put([value]));
        }
        out.element(&[0x42, 0x82], |out| out.put(b"webm"));
        for (id, value) in [(0x87, 4), (0x85, 2)] {
            out.element(&[0x42, id], |out| out.put([value]));
        }
    });
}

/// Where the index is to be found. Answers where its place is to be written.
fn write_seek_head(out: &mut Round) -> usize {
    out.element(&[0x11, 0x4d, 0x9b, 0x74], |out| {
        out.element(&[0x4d, 0xbb], |out| {
            out.element(&[0x53, 0xab], |out| out.put(CUES));
            out.element(&[0x53, 0xac], |out| out.put([0; 8]));
        });
    });
    out.bytes.len() - 8
}

fn write_info(out: &mut Round, ms: u64) {
    out.element(&[0x15, 0x49, 0xa9, 0x66], |out| {
        // Times are counted in so many nanoseconds.
        out.element(&[0x2a, 0xd7, 0xb1], |out| out.put(1_000_000_u32.to_be_bytes()));
        out.element(&[0x44, 0x89], |out| out.put((ms as f64).to_be_bytes()));
        for id in [[0x4d, 0x80], [0x57, 0x41]] {
            out.element(&id, |out| out.put(b"opentok-sandbox"));
        }
    });
}

fn write_tracks(out: &mut Round, tracks: Tracks) {
    out.element(&[0x16, 0x54, 0xae, 0x6b], |out| {
        if tracks.has_video() {
            out.element(&[0xae], |out| {
                write_track(out, VIDEO, 1, b"V_VP8");
                out.element(&[0xe0], |out| {
                    out.element(&[0xb0], |out| out.put(320_u16.to_be_bytes()));
                    out.element(&[0xba], |out| out.put(240_u16.to_be_bytes()));
                });
            });
        }
        if tracks.has_audio() {
            out.element(&[0xae], |out| {
                write_track(out, AUDIO, 2, b"A_OPUS");
                out.element(&[0x63, 0xa2], |out| out.put(Clip::opus().config));
                out.element(&[0x56, 0xbb], |out| out.put(80_000_000_u32.to_be_bytes()));
                out.element(&[0xe1], |out| {
                    out.element(&[0xb5], |out| out.put(48_000_f32.to_be_bytes()));
                    out.element(&[0x9f], |out| out.put([1]));
                });
            });
        }
    });
}

fn write_track(out: &mut Round, number: u8, kind: u8, codec: &[u8]) {
    out.element(&[0xd7], |out| out.put([number]));
    out.element(&[0x73, 0xc5], |out| out.put([number]));
    out.element(&[0x83], |out| out.put([kind]));
    // No laces: a block is a sample.
    out.element(&[0x9c], |out| out.put([0]));
    out.element(&[0x86], |out| out.put(codec));
}

/// The samples of `ms`, by time.
fn cluster(tracks: Tracks, first: u64, step: u64, ms: u64) -> Round {
    let mut blocks = Vec::new();
    for (number, wanted, clip) in [
        (VIDEO, tracks.has_video(), Clip::vp8()),
        (AUDIO, tracks.has_audio(), Clip::opus()),
    ] {
        if wanted {
            let samples = clip.first(ms).enumerate();
            blocks.extend(samples.map(|(index, (sample, _))| (index as u64 * clip.step_ms, number, sample)));
        }
    }
    blocks.sort_by_key(|(time, number, _)| (*time, *number));
    let mut round = Round::default();
    round.element(&[0x1f, 0x43, 0xb6, 0x75], |out| {
        out.element(&[0xe7], |out| out.put_be64(first, step));
        for (time, number, sample) in blocks {
            out.element(&[0xa3], |out| {
                out.put([0x80 | number]);
                out.put((time as i16).to_be_bytes());
                out.put([if number == AUDIO || time == 0 { KEY } else { 0 }]);
                out.put(sample);
            });
        }
    });
    round
}

/// An entry of the index: at which time the cluster at which place begins.
fn cue(tracks: Tracks, (time, time_step): (u64, u64), (place, place_step): (u64, u64)) -> Round {
    let mut round = Round::default();
    round.element(&[0xbb], |out| {
        out.element(&[0xb3], |out| out.put_be64(time, time_step));
        out.element(&[0xb7], |out| {
            out.element(&[0xf7], |out| out.put([if tracks.has_video() { VIDEO } else { AUDIO }]));
            out.element(&[0xf1], |out| out.put_be64(place, place_step));
        });
    });
    round
}

impl Round {
    fn element(&mut self, id: &[u8], write: impl FnOnce(&mut Self)) {
        self.put(id);
        let start = self.bytes.len();
        self.put([0; 4]);
        write(self);
        let len = (self.bytes.len() - start - 4) as u32;
        self.bytes[start..start + 4].copy_from_slice(&size(len));
    }
}

/// A length in four bytes, as the first bits say.
fn size(len: u32) -> [u8; 4] {
    (0x1000_0000 | len).to_be_bytes()
}

const SEGMENT: [u8; 4] = [0x18, 0x53, 0x80, 0x67];
const CUES: [u8; 4] = [0x1c, 0x53, 0xbb, 0x6b];
const VIDEO: u8 = 1;
const AUDIO: u8 = 2;
const KEY: u8 = 0x80;
