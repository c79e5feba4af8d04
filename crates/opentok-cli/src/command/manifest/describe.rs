//! A timeline in a few words.

use opentok_archive::Timeline;

use crate::output::{Fact, Facts};

/// What there is to say of an archive at a glance.
pub(super) fn summary(timeline: &Timeline) -> Facts<'_> {
    let gaps: u64 = timeline.gaps().iter().map(|gap| gap.length_ms()).sum();
    let count = |count: usize| Fact::Number(count as u64);
    Facts::new()
        .with("title", timeline.title())
        .with("streams", count(timeline.stream_count()))
        .with("segments", count(timeline.segments().len()))
        .with("lead_in_ms", timeline.lead_in_ms())
        .with("end_ms", timeline.end_ms())
        .with("span_ms", timeline.span_ms())
        .with("max_live", count(timeline.max_live()))
        .with("gaps", count(timeline.gaps().len()))
        .with("gaps_ms", gaps)
}
