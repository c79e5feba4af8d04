//! Timelines from manifests.

use std::collections::HashMap;

use super::{Arena, Placed, Source, Text, Timeline, sweep};
use crate::{
    individual,
    manifest::{self, EventKind, VideoIndex},
};

impl From<&manifest::Manifest> for Timeline {
    /// One segment for each `PLAY` of a known video, which is in the file `<id>.flv`.
    fn from(manifest: &manifest::Manifest) -> Self {
        let videos = &manifest.resources;
        let bytes = videos.iter().map(|video| video.id.len() + FLV.len() + video.name.len());
        let mut parts = Parts::with_capacity(videos.len(), manifest.timeline.len(), bytes.sum());
        let mut index = VideoIndex::default();
        index.reserve(videos);
        for video in videos {
            // A video whose id has come before is no stream and never found.
            if index.insert_next(videos) == Some(true) {
                let media = parts.texts.add([&*video.id, FLV]);
                let lane = parts.lane(media.prefix(video.id.len()));
                let label = if video.name.is_empty() {
                    &*video.id
                } else {
                    &*video.name
                };
                parts.source(lane, label, media);
            }
        }
        let repeated = index.repeated().to_vec();
        for event in manifest.timeline.iter().filter(|event| event.kind == EventKind::Play) {
            if let Some(video) = index.find(videos, &event.id) {
                let start_ms = event.offset_ms;
                let end_ms = start_ms.saturating_add(videos[video as usize].length_ms);
                let skipped = repeated.partition_point(|&place| place < video);
                parts.placed.push(Placed {
                    source: video as usize - skipped,
                    start_ms,
                    end_ms,
                });
            }
        }
        parts.finish(&manifest.title, &manifest.archive_id)
    }
}

impl From<&individual::Manifest> for Timeline {
    /// One segment for each file.
    fn from(manifest: &individual::Manifest) -> Self {
        let mut parts = Parts::with_capacity(manifest.files.len(), manifest.files.len(), 0);
        let mut lanes = HashMap::new();
        for file in &manifest.files {
            let lane = *lanes.entry(file.stream_id.as_str()).or_insert_with(|| {
                let id = parts.texts.add([file.stream_id.as_str()]);
                parts.lane(id)
            });
            let label = if file.connection_data.is_empty() {
                &file.stream_id
            } else {
                &file.connection_data
            };
            let media = parts.texts.add([file.filename.as_str()]);
            let source = parts.source(lane, label, media);
            // Values can be made by hand, and a file that ends before it begins is as good as empty.
            let end_ms = file.stop_ms.max(file.start_ms);
            parts.placed.push(Placed {
                source,
                start_ms: file.start_ms,
                end_ms,
            });
        }
        parts.finish(manifest.name.as_deref().unwrap_or_default(), &manifest.id)
    }
}

/// What the names of the old media files end with.
const FLV: &str = ".flv";

struct Parts {
    texts: Arena,
    sources: Vec<Source>,
    placed: Vec<Placed>,
    lanes: Vec<Text>,
}

impl Parts {
    fn with_capacity(sources: usize, placed: usize, bytes: usize) -> Self {
        Self {
            texts: Arena::with_capacity(bytes),
            sources: Vec::with_capacity(sources),
            placed: Vec::with_capacity(placed),
            lanes: Vec::with_capacity(sources),
        }
    }

    /// Adds a stream.
    fn lane(&mut self, id: Text) -> usize {
        self.lanes.push(id);
        self.lanes.len() - 1
    }

    /// Adds a file of a stream.
    fn source(&mut self, lane: usize, label: &str, media: Text) -> usize {
        let id = self.lanes[lane];
        let label = if label == self.texts.get(id) {
            id
        } else {
            self.texts.add([label])
        };
        let line = self.line(label);
        self.sources.push(Source {
            lane,
            label,
            line,
            media,
        });
        self.sources.len() - 1
    }

    /// The label on one line, which it usually is.
    fn line(&mut self, label: Text) -> Text {
        let text = self.texts.get(label);
        if is_one_line(text) {
            return label;
        }
        let line = one_line(text);
        self.texts.add([line.as_str()])
    }

    fn finish(self, title: &str, id: &str) -> Timeline {
        let Self {
            texts,
            sources,
            mut placed,
            lanes,
        } = self;
        // Stable: segments that start together stay in their order.
        placed.sort_by_key(|placed| placed.start_ms);
        let sweep::Coverage {
            lead_in_ms,
            end_ms,
            gaps,
        } = sweep::coverage(&placed);
        let max_live = sweep::max_live(&placed);
        let title = if title.is_empty() { id } else { title }.into();
        Timeline {
            title,
            texts,
            sources,
            placed,
            lanes,
            gaps,
            lead_in_ms,
            end_ms,
            max_live,
        }
    }
}

/// Whether collapsing the white space of `text` would change nothing. Says no to some that it would not, too.
fn is_one_line(text: &str) -> bool {
    // A blank fits if it is a space with something else on either side.
    let mut after_blank = true;
    let fits = text.bytes().all(|byte| {
        let blank = byte == b' ';
        let fits = byte.is_ascii_graphic() || (blank && !after_blank);
        after_blank = blank;
        fits
    });
    fits && !after_blank
}

/// `text` with its runs of white space collapsed.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_collapsed_where_there_is_some() {
        for (text, line) in [
            ("a b", "a b"),
            ("a  b", "a b"),
            (" a", "a"),
            ("a ", "a"),
            ("a\tb\u{A0}\n\u{3000}c", "a b c"),
            ("é 会議", "é 会議"),
            (" \n", ""),
            ("", ""),
        ] {
            assert_eq!(one_line(text), line, "{text:?}");
            assert!(!is_one_line(text) || line == text, "{text:?}");
        }
        assert!(is_one_line("guest 1 of #2"));
    }
}
