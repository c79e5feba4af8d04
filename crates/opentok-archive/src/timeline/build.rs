//! Timelines from manifests.

use std::collections::HashMap;

use super::{Placed, Timeline, sources::Sources, sweep::Sweep};
use crate::{
    individual,
    manifest::{self, EventKind, VideoIndex},
};

impl From<&manifest::Manifest> for Timeline {
    /// One segment for each `PLAY` of a known video, which is in the file `<id>.flv`.
    fn from(manifest: &manifest::Manifest) -> Self {
        let videos = &manifest.resources;
        let mut index = VideoIndex::default();
        let sources = sources(videos, &mut index);
        let repeated = index.repeated().to_vec();
        let mut segments = Segments::with_capacity(manifest.timeline.len());
        for event in manifest.timeline.iter().filter(|event| event.kind == EventKind::Play) {
            if let Some(video) = index.find(videos, &event.id) {
                let start_ms = event.offset_ms;
                let end_ms = start_ms.saturating_add(videos[video as usize].length_ms);
                let skipped = repeated.partition_point(|&place| place < video);
                segments.push(Placed {
                    source: video as usize - skipped,
                    start_ms,
                    end_ms,
                });
            }
        }
        segments.timeline(&manifest.title, &manifest.archive_id, sources)
    }
}

/// A source for each video, and all of them in the index. A video whose id has come before is no stream and never found.
fn sources(videos: &[manifest::Video], index: &mut VideoIndex) -> Sources {
    /// While their texts are in the processor's cache: once read to be found again, once to be copied.
    const AT_ONCE: usize = 256;
    let bytes = videos.iter().map(|video| video.id.len() + video.name.len());
    let mut sources = Sources::for_videos(videos.len(), bytes.sum());
    index.reserve(videos);
    for (at, some) in videos.chunks(AT_ONCE).enumerate() {
        let (first, known) = (at * AT_ONCE, index.repeated().len());
        index.extend(&videos[..first + some.len()]);
        let mut repeated = index.repeated()[known..].iter().map(|&place| place as usize).peekable();
        for (place, video) in (first..).zip(some) {
            if repeated.next_if_eq(&place).is_none() {
                sources.add_video(&video.id, &video.name);
            }
        }
    }
    sources
}

impl From<&individual::Manifest> for Timeline {
    /// One segment for each file.
    fn from(manifest: &individual::Manifest) -> Self {
        let mut sources = Sources::for_files(manifest.files.len());
        let mut segments = Segments::with_capacity(manifest.files.len());
        let mut lanes = HashMap::new();
        for (source, file) in manifest.files.iter().enumerate() {
            let (id, next) = (file.stream_id.as_str(), lanes.len());
            let lane = *lanes.entry(id).or_insert(next);
            sources.add_file(lane, id, file.filename.as_str(), &file.connection_data);
            segments.push(Placed {
                source,
                start_ms: file.start_ms,
                // Values can be made by hand, and a file that ends before it begins is as good as empty.
                end_ms: file.stop_ms.max(file.start_ms),
            });
        }
        let title = manifest.name.as_deref().unwrap_or_default();
        segments.timeline(title, &manifest.id, sources)
    }
}

/// The segments, and what is known of them: they mostly come by their start.
struct Segments {
    placed: Vec<Placed>,
    sweep: Sweep,
}

impl Segments {
    fn with_capacity(count: usize) -> Self {
        Self {
            placed: Vec::with_capacity(count),
            sweep: Sweep::new(),
        }
    }

    fn push(&mut self, placed: Placed) {
        self.sweep.add(&placed);
        self.placed.push(placed);
    }

    fn timeline(self, title: &str, id: &str, sources: Sources) -> Timeline {
        let Self { mut placed, mut sweep } = self;
        if !sweep.is_in_order {
            // Stable: segments that start together stay in their order.
            placed.sort_by_key(|placed| placed.start_ms);
            sweep = Sweep::of(&placed);
        }
        Timeline {
            title: if title.is_empty() { id } else { title }.into(),
            sources,
            placed,
            gaps: sweep.gaps,
            lead_in_ms: sweep.lead_in_ms,
            end_ms: sweep.end_ms,
            max_live: sweep.max_live,
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::sync::Arc;

    use super::*;

    fn manifest(ids: impl Iterator<Item = usize>) -> manifest::Manifest {
        let mut manifest = manifest::Manifest::default();
        for (at, id) in ids.enumerate() {
            let id: Arc<str> = id.to_string().into();
            manifest.resources.push(manifest::Video {
                id: Arc::clone(&id),
                length_ms: 10 + at as u64,
                ..manifest::Video::default()
            });
            manifest.timeline.push(manifest::Event {
                kind: EventKind::Play,
                id,
                offset_ms: 10_000 - at as u64,
                data: None,
                extra: manifest::Extra::default(),
            });
        }
        manifest
    }

    #[test]
    fn videos_whose_ids_have_come_before_are_left_out_however_many_there_are() {
        let timeline = Timeline::from(&manifest((0..1_000).map(|at| at % 700 / 2)));
        assert_eq!(timeline.stream_count(), 350);
        assert!(
            timeline
                .streams()
                .enumerate()
                .all(|(at, stream)| stream.stream == at.to_string())
        );
        // Each plays as long as the first video of its id.
        let of_300 = timeline.segments().filter(|segment| segment.stream == "300");
        assert_eq!(
            of_300.map(|segment| segment.length_ms()).collect::<Vec<_>>(),
            [610, 610]
        );
    }

    #[test]
    fn segments_come_by_their_start_whatever_the_order_of_their_events() {
        let timeline = Timeline::from(&manifest(0..3));
        let starts: Vec<_> = timeline.segments().map(|segment| segment.start_ms).collect();
        assert_eq!(starts, [9_998, 9_999, 10_000]);
        assert_eq!(
            (timeline.lead_in_ms(), timeline.end_ms(), timeline.max_live()),
            (9_998, 10_010, 3)
        );
    }
}
