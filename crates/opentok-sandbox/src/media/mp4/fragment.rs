use super::{
    super::{affine::Round, length::ROUND_MS},
    Kind, STANDS_ALONE, Track,
};

/// The fragment of `ms` with this index; if it `repeats`, each repetition is a round later.
pub(super) fn fragment(tracks: &[Track], index: u64, ms: u64, repeats: bool) -> Round {
    let mut round = Round::default();
    let step = u64::from(repeats);
    let mut offsets = Vec::new();
    round.boxed(b"moof", |round| {
        round.full_box(b"mfhd", 0, 0, |round| round.put_be32(index + 1, step));
        for (number, track) in (1..).zip(tracks) {
            round.boxed(b"traf", |round| {
                round.full_box(b"tfhd", 0, OFFSETS_FROM_HERE, |round| round.be32(number));
                let time = ROUND_MS * track.units_per_ms();
                round.full_box(b"tfdt", 1, 0, |round| round.put_be64(index * time, step * time));
                offsets.push(write_run(round, track, ms));
            });
        }
    });
    // What the runs say of where their samples begin is counted from the beginning of the fragment.
    for (track, at) in tracks.iter().zip(offsets) {
        let before = round.bytes.len() + MDAT_HEAD;
        let preceding: usize = tracks
            .iter()
            .take_while(|other| other.kind != track.kind)
            .map(|other| other.clip.first(ms).map(|(sample, _)| sample.len()).sum::<usize>())
            .sum();
        round.fill_be32(at, (before + preceding) as u32);
    }
    round.boxed(b"mdat", |round| {
        for track in tracks {
            track.clip.first(ms).for_each(|(sample, _)| round.put(sample));
        }
    });
    round
}

/// The list of a track's samples. Answers where the place of the first is to be written.
fn write_run(round: &mut Round, track: &Track, ms: u64) -> usize {
    let samples: Vec<_> = track.clip.first(ms).collect();
    let is_video = track.kind == Kind::Video;
    let flags = DATA_OFFSET | SAMPLE_DURATIONS | SAMPLE_SIZES | if is_video { FIRST_SAMPLE_FLAGS } else { 0 };
    let mut offset = 0;
    round.full_box(b"trun", 0, flags, |round| {
        round.be32(samples.len() as u32);
        offset = round.bytes.len();
        round.be32(0);
        if is_video {
            round.be32(STANDS_ALONE);
        }
        for (sample, ms) in samples {
            round.be32((ms * track.units_per_ms()) as u32);
            round.be32(sample.len() as u32);
        }
    });
    offset
}

const MDAT_HEAD: usize = 8;

const OFFSETS_FROM_HERE: u32 = 0x02_0000;
const DATA_OFFSET: u32 = 0x1;
const FIRST_SAMPLE_FLAGS: u32 = 0x4;
const SAMPLE_DURATIONS: u32 = 0x100;
const SAMPLE_SIZES: u32 = 0x200;
