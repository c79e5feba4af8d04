//! One walk over the segments for each thing to know about them.

use alloc::collections::BinaryHeap;
use core::cmp::Reverse;

use super::{Placed, Span, Stream, Timeline};

/// Sums up the segments of each stream.
pub(super) fn streams(timeline: &Timeline) -> Vec<Stream<'_>> {
    let named = (0..timeline.stream_count()).map(|lane| Stream {
        stream: timeline.sources.stream(lane),
        segments: 0,
        recorded_ms: 0,
        live_ms: 0,
    });
    let mut streams: Vec<_> = named.collect();
    // Up to where each stream has been counted as live.
    let mut counted = vec![0; streams.len()];
    for segment in &timeline.placed {
        let lane = timeline.sources.lane(segment.source);
        let (stream, counted) = (&mut streams[lane], &mut counted[lane]);
        stream.segments += 1;
        stream.recorded_ms = stream.recorded_ms.saturating_add(segment.end_ms - segment.start_ms);
        stream.live_ms += segment.end_ms.saturating_sub(segment.start_ms.max(*counted));
        *counted = segment.end_ms.max(*counted);
    }
    streams
}

/// Where someone is live, seen from afar: what is known of the segments so far, which come by their start.
pub(super) struct Sweep {
    pub(super) lead_in_ms: u64,
    pub(super) end_ms: u64,
    pub(super) gaps: Vec<Span>,
    /// The most segments that are live at once.
    pub(super) max_live: usize,
    /// When those that are live end, the soonest first.
    ends: BinaryHeap<Reverse<u64>>,
    /// When the last one began.
    start_ms: u64,
    /// Whether they came by their start. If not, the rest means nothing.
    pub(super) is_in_order: bool,
}

impl Sweep {
    pub(super) const fn new() -> Self {
        Self {
            lead_in_ms: 0,
            end_ms: 0,
            gaps: Vec::new(),
            max_live: 0,
            ends: BinaryHeap::new(),
            start_ms: 0,
            is_in_order: true,
        }
    }

    pub(super) fn of(segments: &[Placed]) -> Self {
        let mut sweep = Self::new();
        segments.iter().for_each(|segment| sweep.add(segment));
        sweep
    }

    pub(super) fn add(&mut self, &Placed { start_ms, end_ms, .. }: &Placed) {
        self.is_in_order &= self.start_ms <= start_ms;
        self.start_ms = start_ms;
        if start_ms >= end_ms {
            return;
        }
        if self.max_live == 0 {
            (self.lead_in_ms, self.end_ms) = (start_ms, start_ms);
        }
        if start_ms > self.end_ms {
            self.gaps.push(Span {
                start_ms: self.end_ms,
                end_ms: start_ms,
            });
        }
        self.end_ms = self.end_ms.max(end_ms);
        while self.ends.peek().is_some_and(|&Reverse(end_ms)| end_ms <= start_ms) {
            self.ends.pop();
        }
        self.ends.push(Reverse(end_ms));
        self.max_live = self.max_live.max(self.ends.len());
    }
}
