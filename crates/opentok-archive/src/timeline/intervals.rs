use super::{Segment, Timeline};

/// A span in which the same segments are live.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Interval<'a> {
    /// When it begins, in milliseconds from the archive's start.
    pub start_ms: u64,
    /// When it ends.
    pub end_ms: u64,
    /// The live segments, by their places in [`Timeline::segments`](super::Timeline::segments).
    pub segments: Vec<usize>,
    timeline: &'a Timeline,
}

impl<'a> Interval<'a> {
    /// The live segments, in order.
    pub fn live(&self) -> impl Iterator<Item = Segment<'a>> + '_ {
        self.segments.iter().filter_map(|&place| self.timeline.segment(place))
    }
}

/// The intervals of a timeline, in order. Made by [`Timeline::intervals`](super::Timeline::intervals).
#[derive(Clone, Debug)]
pub struct Intervals<'a> {
    timeline: &'a Timeline,
    /// The moments at which a segment starts or ends, ascending, each once.
    cuts: alloc::vec::IntoIter<u64>,
    from: Option<u64>,
    /// The segments that are live, ascending.
    live: Vec<usize>,
    /// The first segment that has not begun.
    next: usize,
}

impl<'a> Intervals<'a> {
    pub(super) fn new(timeline: &'a Timeline) -> Self {
        let mut cuts: Vec<u64> = timeline
            .placed
            .iter()
            .flat_map(|segment| [segment.start_ms, segment.end_ms])
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        let mut cuts = cuts.into_iter();
        let from = cuts.next();
        Self {
            timeline,
            cuts,
            from,
            live: Vec::new(),
            next: 0,
        }
    }
}

impl<'a> Iterator for Intervals<'a> {
    type Item = Interval<'a>;

    fn next(&mut self) -> Option<Interval<'a>> {
        loop {
            let start_ms = self.from?;
            self.from = self.cuts.next();
            let end_ms = self.from?;
            // Both steps cost no more than the interval before and the one after: what begins comes last in order.
            let all = &self.timeline.placed;
            self.live.retain(|&place| all[place].end_ms > start_ms);
            while all.get(self.next).is_some_and(|segment| segment.start_ms == start_ms) {
                if all[self.next].end_ms > start_ms {
                    self.live.push(self.next);
                }
                self.next += 1;
            }
            if !self.live.is_empty() {
                return Some(Interval {
                    start_ms,
                    end_ms,
                    segments: self.live.clone(),
                    timeline: self.timeline,
                });
            }
        }
    }
}
