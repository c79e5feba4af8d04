//! FLV as Flash recorded it, and the archives of 2011 kept it.

use super::{
    affine::Round,
    clip::Clip,
    file::{MediaFile, Piece},
    length::{Length, ROUND_MS},
};

/// A video of a legacy archive: an FLV of this length, between [`MIN_MS`](super::MIN_MS) and [`MAX_MS`](super::MAX_MS).
pub fn flv(duration_ms: u64) -> MediaFile {
    let length = Length::new(duration_ms);
    let mut head = Round::default();
    head.put(b"FLV\x01\x05\0\0\0\x09\0\0\0\0");
    head.tag(SCRIPT, 0, 0, &metadata(length.ms));
    let round = tags(0, ROUND_MS, ROUND_MS);
    let rest = tags(length.rounds * ROUND_MS, 0, length.rest_ms);
    let pieces = vec![
        Piece::Bytes(head.bytes.into()),
        Piece::Rounds {
            round: round.into(),
            count: length.rounds,
        },
        Piece::Bytes(rest.bytes.into()),
    ];
    MediaFile::new("video/x-flv", pieces)
}

/// The samples of `ms`, by time.
fn tags(first: u64, step: u64, ms: u64) -> Round {
    let mut tags = Vec::new();
    for (kind, clip) in [(VIDEO, Clip::sorenson()), (AUDIO, Clip::nellymoser())] {
        let samples = clip.first(ms).enumerate();
        tags.extend(samples.map(|(index, (sample, _))| (index as u64 * clip.step_ms, kind, sample)));
    }
    tags.sort_by_key(|(time, kind, _)| (*time, core::cmp::Reverse(*kind)));
    let mut round = Round::default();
    for (time, kind, sample) in tags {
        let codec = match (kind, time) {
            (AUDIO, _) => NELLYMOSER_8_KHZ,
            (_, 0) => SORENSON_KEY,
            _ => SORENSON_INTER,
        };
        let body: Vec<_> = core::iter::once(codec).chain(sample.iter().copied()).collect();
        round.tag(kind, first + time, step, &body);
    }
    round
}

/// `onMetaData`, in AMF.
fn metadata(ms: u64) -> Vec<u8> {
    let numbers = [
        ("duration", ms as f64 / 1000.0),
        ("width", 320.0),
        ("height", 240.0),
        ("framerate", 12.5),
        ("videocodecid", 2.0),
        ("audiocodecid", 5.0),
    ];
    let mut out = b"\x02\0\x0aonMetaData\x08".to_vec();
    out.extend_from_slice(&(numbers.len() as u32).to_be_bytes());
    for (name, value) in numbers {
        out.extend_from_slice(&(name.len() as u16).to_be_bytes());
        out.extend_from_slice(name.as_bytes());
        out.push(0);
        out.extend_from_slice(&value.to_be_bytes());
    }
    out.extend_from_slice(&[0, 0, 9]);
    out
}

impl Round {
    fn tag(&mut self, kind: u8, time: u64, step: u64, body: &[u8]) {
        let len = (body.len() as u32).to_be_bytes();
        self.put([kind, len[1], len[2], len[3]]);
        self.put_flv(time, step);
        self.put([0; 3]);
        self.put(body);
        self.put((body.len() as u32 + 11).to_be_bytes());
    }
}

const AUDIO: u8 = 8;
const VIDEO: u8 = 9;
const SCRIPT: u8 = 18;
/// The codec, a rate that the codec makes meaningless, 16 bits, one channel.
const NELLYMOSER_8_KHZ: u8 = 0x52;
const SORENSON_KEY: u8 = 0x12;
const SORENSON_INTER: u8 = 0x22;
