//! Who was live when: one view of both kinds of archive.
//!
//! ```
//! use opentok_archive::{Options, Timeline, manifest::Manifest};
//!
//! let xml = br#"<manifest version="0.1" archiveid="a" title="call">
//!     <resources><video id="v" length="8000" name="Ann"/><video id="w" length="3000" name="Bob"/></resources>
//!     <timeline><event type="PLAY" id="v" offset="0"/><event type="PLAY" id="w" offset="9000"/></timeline>
//! </manifest>"#;
//! let (manifest, _) = Manifest::parse(xml, &Options::lenient())?;
//! let timeline = Timeline::from(&manifest);
//!
//! assert_eq!(timeline.live_at(7_999), ["v"]);
//! assert_eq!((timeline.gaps()[0].start_ms, timeline.gaps()[0].end_ms), (8_000, 9_000));
//! # Ok::<(), opentok_archive::manifest::ReadManifestError>(())
//! ```
//!
//! Every span of time is half-open: it includes its start and excludes its end. Wire: [timelines](crate::wire).

mod build;
mod intervals;
mod json;
mod sources;
mod sweep;
#[cfg(feature = "export")]
mod tracks;

#[cfg(feature = "export")]
use std::collections::HashMap;

pub use intervals::{Interval, Intervals};
use serde::Serialize;
#[cfg(feature = "export")]
pub(crate) use sources::one_line;
#[cfg(feature = "export")]
pub(crate) use tracks::tracks;

use sources::{Source, Sources};

#[cfg(feature = "export")]
use crate::export::{ExportError, json};

/// When each stream of an archive was recorded.
///
/// Made from a manifest by `From`; costs time n log n and memory n in the number of segments n, whatever their overlap.
/// Serialises as the `timeline` of `opentok manifest read --json`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Timeline {
    title: String,
    sources: Sources,
    placed: Vec<Placed>,
    gaps: Vec<Span>,
    lead_in_ms: u64,
    end_ms: u64,
    max_live: usize,
}

/// When a source plays.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Placed {
    source: usize,
    start_ms: u64,
    end_ms: u64,
}

/// One recording of one stream.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Segment<'a> {
    /// The stream's id.
    pub stream: &'a str,
    /// What to call it: the stream's name or what its token carried; its id if there is neither.
    pub label: &'a str,
    /// When it begins, in milliseconds from the archive's start.
    pub start_ms: u64,
    /// When it ends.
    pub end_ms: u64,
    /// The media file.
    pub media: &'a str,
    /// The stream's place in [`Timeline::streams`].
    #[serde(skip)]
    pub lane: usize,
    /// The label on one line: runs of white space are one space, and there is none around it.
    #[serde(skip)]
    pub(crate) line: &'a str,
    /// The place in [`Timeline::label_numbers`].
    #[serde(skip)]
    pub(crate) source: usize,
}

/// A stream, and how long it was recorded.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Stream<'a> {
    /// Its id.
    pub stream: &'a str,
    /// How many segments it has. A video that was never played has none.
    pub segments: usize,
    /// The sum of their lengths. At most `u64::MAX`, where it stays.
    pub recorded_ms: u64,
    /// How long it was live: less than `recorded_ms` if it overlaps itself.
    pub live_ms: u64,
}

/// A span of time.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Span {
    /// When it begins, in milliseconds from the archive's start.
    pub start_ms: u64,
    /// When it ends.
    pub end_ms: u64,
}

impl Timeline {
    /// The archive's title, or its id if it has none.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The segments, by their start; those that start together as they are in the manifest.
    pub fn segments(&self) -> impl ExactSizeIterator<Item = Segment<'_>> + DoubleEndedIterator + Clone {
        self.placed.iter().map(|placed| self.view(placed))
    }

    /// The segment at a place among [`segments`](Self::segments).
    pub fn segment(&self, place: usize) -> Option<Segment<'_>> {
        self.placed.get(place).map(|placed| self.view(placed))
    }

    /// The streams, in the order in which the manifest first names them.
    ///
    /// Sums up their segments, and so costs time in the number of these.
    pub fn streams(&self) -> impl ExactSizeIterator<Item = Stream<'_>> + DoubleEndedIterator + Clone {
        sweep::streams(self).into_iter()
    }

    /// How many streams there are.
    pub fn stream_count(&self) -> usize {
        self.sources.stream_count()
    }

    /// The spans between the first and the last moment with someone live in which nobody is.
    pub fn gaps(&self) -> &[Span] {
        &self.gaps
    }

    /// When someone is live for the first time. 0 if nobody ever is.
    pub fn lead_in_ms(&self) -> u64 {
        self.lead_in_ms
    }

    /// When the last one ends. 0 if nobody is ever live.
    pub fn end_ms(&self) -> u64 {
        self.end_ms
    }

    /// From the first to the last moment with someone live.
    pub fn span_ms(&self) -> u64 {
        self.end_ms - self.lead_in_ms
    }

    /// How many segments are live at once, at most.
    pub fn max_live(&self) -> usize {
        self.max_live
    }

    /// The spans in which the same segments are live, in order; those with nobody are left out.
    ///
    /// Lazy: there are at most twice as many intervals as segments, but each names all that are live in it.
    pub fn intervals(&self) -> Intervals<'_> {
        Intervals::new(self)
    }

    /// The ids of the streams that are live at a moment, each once, by the start of their segments.
    ///
    /// Costs time in the number of segments.
    pub fn live_at(&self, t_ms: u64) -> Vec<&str> {
        let started = self.placed.partition_point(|placed| placed.start_ms <= t_ms);
        let live = self.placed[..started].iter().filter(|placed| t_ms < placed.end_ms);
        let mut seen = vec![false; self.stream_count()];
        let lanes = live.map(|placed| self.sources.lane(placed.source));
        let new = lanes.filter(|&lane| !core::mem::replace(&mut seen[lane], true));
        new.map(|lane| self.sources.stream(lane)).collect()
    }

    /// The timeline as indented JSON.
    ///
    /// # Errors
    ///
    /// [`ExportError::TooLong`] if the intervals are too many to write.
    #[cfg(feature = "export")]
    pub fn to_json(&self) -> Result<String, ExportError> {
        json(self)
    }

    /// The segments that are ever live.
    #[cfg(feature = "export")]
    pub(crate) fn live_segments(&self) -> impl Iterator<Item = Segment<'_>> {
        self.segments().filter(|segment| segment.start_ms < segment.end_ms)
    }

    /// A number for the label of each source, the same for equal ones, and how many numbers there are.
    #[cfg(feature = "export")]
    pub(crate) fn label_numbers(&self) -> (Vec<usize>, usize) {
        let mut numbers = HashMap::with_capacity(self.sources.len());
        let number = |source| {
            let next = numbers.len();
            *numbers.entry(self.sources.get(source).line).or_insert(next)
        };
        let of_sources = (0..self.sources.len()).map(number).collect();
        (of_sources, numbers.len())
    }

    fn view(&self, placed: &Placed) -> Segment<'_> {
        let Source {
            lane,
            stream,
            media,
            label,
            line,
        } = self.sources.get(placed.source);
        Segment {
            stream,
            label,
            start_ms: placed.start_ms,
            end_ms: placed.end_ms,
            media,
            lane,
            line,
            source: placed.source,
        }
    }
}

impl Segment<'_> {
    /// How long it is.
    pub fn length_ms(&self) -> u64 {
        self.end_ms - self.start_ms
    }
}

impl Span {
    /// How long it is.
    pub fn length_ms(&self) -> u64 {
        self.end_ms - self.start_ms
    }
}
