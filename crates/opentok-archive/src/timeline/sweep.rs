//! One walk over the segments for each thing to know about them.

use alloc::collections::BinaryHeap;
use core::cmp::Reverse;

use super::{Placed, Span, Stream, Timeline};

/// Sums up the segments of each stream.
pub(super) fn streams(timeline: &Timeline) -> Vec<Stream<'_>> {
    let named = timeline.lanes.iter().map(|&id| Stream {
        stream: timeline.texts.get(id),
        segments: 0,
        recorded_ms: 0,
        live_ms: 0,
    });
    let mut streams: Vec<_> = named.collect();
    // Up to where each stream has been counted as live.
    let mut counted = vec![0; streams.len()];
    for segment in &timeline.placed {
        let lane = timeline.sources[segment.source].lane;
        let (stream, counted) = (&mut streams[lane], &mut counted[lane]);
        stream.segments += 1;
        stream.recorded_ms = stream.recorded_ms.saturating_add(segment.end_ms - segment.start_ms);
        stream.live_ms += segment.end_ms.saturating_sub(segment.start_ms.max(*counted));
        *counted = segment.end_ms.max(*counted);
    }
    streams
}

/// Where someone is live, seen from afar.
pub(super) struct Coverage {
    pub(super) lead_in_ms: u64,
    pub(super) end_ms: u64,
    pub(super) gaps: Vec<Span>,
}

pub(super) fn coverage(segments: &[Placed]) -> Coverage {
    let mut live = segments.iter().filter(|segment| segment.start_ms < segment.end_ms);
    let Some(first) = live.next() else {
        return Coverage {
            lead_in_ms: 0,
            end_ms: 0,
            gaps: Vec::new(),
        };
    };
    let mut coverage = Coverage {
        lead_in_ms: first.start_ms,
        end_ms: first.end_ms,
        gaps: Vec::new(),
    };
    for segment in live {
        if segment.start_ms > coverage.end_ms {
            coverage.gaps.push(Span {
                start_ms: coverage.end_ms,
                end_ms: segment.start_ms,
            });
        }
        coverage.end_ms = coverage.end_ms.max(segment.end_ms);
    }
    coverage
}

/// The most segments that are live at once.
pub(super) fn max_live(segments: &[Placed]) -> usize {
    // When those that are live end, the soonest first.
    let mut ends = BinaryHeap::new();
    let mut most = 0;
    for segment in segments.iter().filter(|segment| segment.start_ms < segment.end_ms) {
        while ends.peek().is_some_and(|&Reverse(end_ms)| end_ms <= segment.start_ms) {
            ends.pop();
        }
        ends.push(Reverse(segment.end_ms));
        most = most.max(ends.len());
    }
    most
}
