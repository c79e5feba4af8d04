use alloc::collections::{BTreeSet, BinaryHeap};
use core::cmp::Reverse;

use super::Segment;

/// Lays segments, which come by their start, on as few tracks as they need: each on the first one that is free.
pub(crate) fn tracks<'a>(segments: impl IntoIterator<Item = Segment<'a>>) -> Vec<Vec<Segment<'a>>> {
    let mut tracks: Vec<Vec<Segment<'_>>> = Vec::new();
    let mut free = BTreeSet::new();
    // The tracks in use, by when they become free.
    let mut busy = BinaryHeap::new();
    for segment in segments {
        while let Some(&Reverse((end_ms, track))) = busy.peek()
            && end_ms <= segment.start_ms
        {
            busy.pop();
            free.insert(track);
        }
        let track = free.pop_first().unwrap_or_else(|| {
            tracks.push(Vec::new());
            tracks.len() - 1
        });
        tracks[track].push(segment);
        busy.push(Reverse((segment.end_ms, track)));
    }
    tracks
}
