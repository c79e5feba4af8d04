use core::fmt::Write as _;

use bytes::Bytes;

use super::{
    length::{MAX_MS, MIN_MS, ROUND_MS},
    transport_stream::{self, Counters},
};

/// What a segment of a broadcast lasts, in milliseconds: four rounds.
pub const SEGMENT_MS: u64 = 4 * ROUND_MS;

/// How much of a broadcast a playlist shows.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Broadcasting {
    /// It is on: the last five segments.
    Live,
    /// It is on, and can be rewound: all segments so far.
    Dvr,
    /// It is over: all of it.
    Ended,
}

/// The playlist of a broadcast that has been on for `elapsed_ms`, a day at most. Segment `n` is called `n.ts`.
pub fn hls_playlist(elapsed_ms: u64, state: Broadcasting) -> String {
    let elapsed_ms = elapsed_ms.min(MAX_MS);
    let whole = elapsed_ms / SEGMENT_MS;
    let first = match state {
        Broadcasting::Live => whole.saturating_sub(WINDOW),
        Broadcasting::Dvr | Broadcasting::Ended => 0,
    };
    let mut out = format!(
        "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:{}\n#EXT-X-MEDIA-SEQUENCE:{first}\n",
        SEGMENT_MS.div_ceil(1000)
    );
    match state {
        Broadcasting::Live => {}
        Broadcasting::Dvr => out.push_str("#EXT-X-PLAYLIST-TYPE:EVENT\n"),
        Broadcasting::Ended => out.push_str("#EXT-X-PLAYLIST-TYPE:VOD\n"),
    }
    for index in first.. {
        let Some(ms) = length_of(index, elapsed_ms, state) else {
            break;
        };
        let _ = write!(out, "#EXTINF:{}.{:03},\n{index}.ts\n", ms / 1000, ms % 1000);
    }
    if state == Broadcasting::Ended {
        out.push_str("#EXT-X-ENDLIST\n");
    }
    out
}

/// A segment of that broadcast, an MPEG transport stream of some 40 KB. `None` if it is not there yet, or never.
pub fn hls_segment(index: u64, elapsed_ms: u64, state: Broadcasting) -> Option<Bytes> {
    let ms = length_of(index, elapsed_ms.min(MAX_MS), state)?;
    // All whole segments have as many packets, which are counted on from segment to segment.
    let mut each = Counters::default();
    if index > 0 {
        transport_stream::write(0, SEGMENT_MS, &mut each);
    }
    Some(transport_stream::write(index * SEGMENT_MS, ms, &mut each.times(index)).into())
}

fn length_of(index: u64, elapsed_ms: u64, state: Broadcasting) -> Option<u64> {
    let start = index.checked_mul(SEGMENT_MS)?;
    let left = elapsed_ms.checked_sub(start)?;
    let least = match state {
        Broadcasting::Ended => MIN_MS,
        Broadcasting::Live | Broadcasting::Dvr => SEGMENT_MS,
    };
    (left >= least).then_some(left.min(SEGMENT_MS))
}

const WINDOW: u64 = 5;
