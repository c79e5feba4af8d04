//! OpenTimelineIO: a track for each stream, with a clip for each segment.

use alloc::collections::BTreeMap;

use serde::Serialize;

use super::{ExportError, json};
use crate::{Segment, Timeline, timeline::tracks};

/// The timeline as an OpenTimelineIO document, in milliseconds.
///
/// A stream that overlaps itself has more than one track; what was never live has none.
///
/// # Errors
///
/// [`ExportError::TooLong`].
pub fn timeline(timeline: &Timeline) -> Result<String, ExportError> {
    let mut lanes = vec![Vec::new(); timeline.stream_count()];
    for segment in timeline.live_segments() {
        lanes[segment.lane].push(segment);
    }
    let children = lanes
        .into_iter()
        .flat_map(tracks)
        .map(|segments| Track::new(&segments))
        .collect();
    let tracks = Stack {
        schema: "Stack.1",
        metadata: Empty {},
        name: "tracks",
        source_range: None,
        effects: [],
        markers: [],
        enabled: true,
        children,
    };
    json(&Document {
        schema: "Timeline.1",
        metadata: Empty {},
        name: timeline.title(),
        global_start_time: None,
        tracks,
    })
}

/// Always null or always empty, in the fields that this crate does not use.
type Null = Option<()>;
type Nothing = [(); 0];

#[derive(Serialize)]
struct Empty {}

#[derive(Serialize)]
struct Document<'a> {
    #[serde(rename = "OTIO_SCHEMA")]
    schema: &'static str,
    metadata: Empty,
    name: &'a str,
    global_start_time: Null,
    tracks: Stack<'a>,
}

#[derive(Serialize)]
struct Stack<'a> {
    #[serde(rename = "OTIO_SCHEMA")]
    schema: &'static str,
    metadata: Empty,
    name: &'static str,
    source_range: Null,
    effects: Nothing,
    markers: Nothing,
    enabled: bool,
    children: Vec<Track<'a>>,
}

#[derive(Serialize)]
struct Track<'a> {
    #[serde(rename = "OTIO_SCHEMA")]
    schema: &'static str,
    metadata: Empty,
    name: &'a str,
    source_range: Null,
    effects: Nothing,
    markers: Nothing,
    enabled: bool,
    children: Vec<Item<'a>>,
    kind: &'static str,
}

impl<'a> Track<'a> {
    /// A track of segments of one stream, which follow each other.
    fn new(segments: &[Segment<'a>]) -> Self {
        let mut children = Vec::with_capacity(2 * segments.len());
        let mut end_ms = 0;
        for segment in segments {
            if segment.start_ms > end_ms {
                children.push(Item::Gap(Gap::new(segment.start_ms - end_ms)));
            }
            children.push(Item::Clip(Clip::new(segment)));
            end_ms = segment.end_ms;
        }
        let name = segments.first().map_or("", |segment| segment.stream);
        Self {
            schema: "Track.1",
            metadata: Empty {},
            name,
            source_range: None,
            effects: [],
            markers: [],
            enabled: true,
            children,
            kind: "Video",
        }
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum Item<'a> {
    Gap(Gap),
    Clip(Clip<'a>),
}

#[derive(Serialize)]
struct Gap {
    #[serde(rename = "OTIO_SCHEMA")]
    schema: &'static str,
    metadata: Empty,
    name: &'static str,
    source_range: TimeRange,
    effects: Nothing,
    markers: Nothing,
    enabled: bool,
}

impl Gap {
    fn new(ms: u64) -> Self {
        Self {
            schema: "Gap.1",
            metadata: Empty {},
            name: "",
            source_range: TimeRange::lasting(ms),
            effects: [],
            markers: [],
            enabled: true,
        }
    }
}

#[derive(Serialize)]
struct Clip<'a> {
    #[serde(rename = "OTIO_SCHEMA")]
    schema: &'static str,
    metadata: BTreeMap<&'static str, StreamId<'a>>,
    name: &'a str,
    source_range: TimeRange,
    effects: Nothing,
    markers: Nothing,
    enabled: bool,
    media_references: BTreeMap<&'static str, Media<'a>>,
    active_media_reference_key: &'static str,
}

impl<'a> Clip<'a> {
    fn new(segment: &Segment<'a>) -> Self {
        const KEY: &str = "DEFAULT_MEDIA";
        let source_range = TimeRange::lasting(segment.length_ms());
        let media = Media {
            schema: "ExternalReference.1",
            metadata: Empty {},
            name: "",
            available_range: source_range,
            available_image_bounds: None,
            target_url: segment.media,
        };
        Self {
            schema: "Clip.2",
            metadata: BTreeMap::from([(
                "opentok",
                StreamId {
                    stream_id: segment.stream,
                },
            )]),
            name: segment.line,
            source_range,
            effects: [],
            markers: [],
            enabled: true,
            media_references: BTreeMap::from([(KEY, media)]),
            active_media_reference_key: KEY,
        }
    }
}

#[derive(Serialize)]
struct StreamId<'a> {
    #[serde(rename = "streamId")]
    stream_id: &'a str,
}

#[derive(Serialize)]
struct Media<'a> {
    #[serde(rename = "OTIO_SCHEMA")]
    schema: &'static str,
    metadata: Empty,
    name: &'static str,
    available_range: TimeRange,
    available_image_bounds: Null,
    target_url: &'a str,
}

#[derive(Clone, Copy, Serialize)]
struct TimeRange {
    #[serde(rename = "OTIO_SCHEMA")]
    schema: &'static str,
    duration: RationalTime,
    start_time: RationalTime,
}

#[derive(Clone, Copy, Serialize)]
struct RationalTime {
    #[serde(rename = "OTIO_SCHEMA")]
    schema: &'static str,
    rate: f64,
    value: f64,
}

impl TimeRange {
    /// From the beginning of something, for a while.
    fn lasting(ms: u64) -> Self {
        let time = |value| RationalTime {
            schema: "RationalTime.1",
            rate: 1000.0,
            value,
        };
        // Exact below 2^53, which is where lengths of media stay.
        Self {
            schema: "TimeRange.1",
            duration: time(ms as f64),
            start_time: time(0.0),
        }
    }
}
