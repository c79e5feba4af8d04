//! What was recorded: media files, whose streams they are, and what to call those.

/// The media files of an archive, and their streams.
///
/// What a large archive costs is memory: its texts lie end to end in one allocation, and besides them a file takes two
/// numbers.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Sources {
    texts: String,
    places: Vec<Place>,
    /// The labels that do not fit on one line, on one line, by the places of their files.
    lines: Vec<(usize, Box<str>)>,
    streams: Streams,
}

/// Where the texts of a file begin. Its name ends where its label begins, and that where the next file's name does. A
/// label that is the stream's id is left out.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Place {
    media: usize,
    label: usize,
}

/// Whose the files are.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Streams {
    /// Each is a stream of its own, and named after it: `<id>.flv`.
    Each,
    /// Of each file, the place of its stream among these ids.
    Shared { ids: Vec<Box<str>>, of: Vec<usize> },
}

/// A file, whose label may have been worked out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'a> {
    /// The place of its stream.
    pub(super) lane: usize,
    /// The id of its stream.
    pub(super) stream: &'a str,
    pub(super) media: &'a str,
    pub(super) label: &'a str,
    /// The label on one line.
    pub(super) line: &'a str,
}

/// What the names of the old media files end with.
const FLV: &str = ".flv";

impl Sources {
    /// Room for so many videos, whose ids and names have so many bytes.
    pub(super) fn for_videos(count: usize, bytes: usize) -> Self {
        Self {
            texts: String::with_capacity(bytes + count * FLV.len()),
            places: Vec::with_capacity(count),
            lines: Vec::new(),
            streams: Streams::Each,
        }
    }

    /// Room for so many files.
    pub(super) fn for_files(count: usize) -> Self {
        Self {
            texts: String::new(),
            places: Vec::with_capacity(count),
            lines: Vec::new(),
            streams: Streams::Shared {
                ids: Vec::new(),
                of: Vec::with_capacity(count),
            },
        }
    }

    /// Adds a video, which is a stream of its own.
    pub(super) fn add_video(&mut self, id: &str, name: &str) {
        self.add(id, id, FLV, name);
    }

    /// Adds a file of the stream whose place and id are given. A stream without a place before is the next one.
    pub(super) fn add_file(&mut self, lane: usize, id: &str, media: &str, label: &str) {
        if let Streams::Shared { ids, of } = &mut self.streams {
            if lane == ids.len() {
                ids.push(id.into());
            }
            of.push(lane);
        }
        self.add(id, media, "", label);
    }

    fn add(&mut self, id: &str, media: &str, suffix: &str, label: &str) {
        let place = Place {
            media: self.texts.len(),
            label: self.texts.len() + media.len() + suffix.len(),
        };
        self.texts.push_str(media);
        self.texts.push_str(suffix);
        let label = if label.is_empty() { id } else { label };
        if label != id {
            self.texts.push_str(label);
        }
        if !is_one_line(label) {
            self.lines.push((self.places.len(), one_line(label).into()));
        }
        self.places.push(place);
    }

    /// How many files there are.
    #[cfg(feature = "export")]
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// The file at a place.
    pub(super) fn get(&self, at: usize) -> Source<'_> {
        let Place { media, label } = self.places[at];
        let end = self.places.get(at + 1).map_or(self.texts.len(), |next| next.media);
        let (media, label) = (&self.texts[media..label], &self.texts[label..end]);
        let lane = self.lane(at);
        let stream = match &self.streams {
            Streams::Each => &media[..media.len() - FLV.len()],
            Streams::Shared { ids, .. } => &ids[lane],
        };
        let label = if label.is_empty() { stream } else { label };
        Source {
            lane,
            stream,
            media,
            label,
            line: self.line(at).unwrap_or(label),
        }
    }

    /// The label of a file on one line, if it is not there already.
    fn line(&self, at: usize) -> Option<&str> {
        let found = self.lines.binary_search_by_key(&at, |(place, _)| *place).ok()?;
        Some(&self.lines[found].1)
    }

    /// The place of a file's stream.
    pub(super) fn lane(&self, at: usize) -> usize {
        match &self.streams {
            Streams::Each => at,
            Streams::Shared { of, .. } => of[at],
        }
    }

    /// How many streams there are.
    pub(super) fn stream_count(&self) -> usize {
        match &self.streams {
            Streams::Each => self.places.len(),
            Streams::Shared { ids, .. } => ids.len(),
        }
    }

    /// The id of a stream.
    pub(super) fn stream(&self, lane: usize) -> &str {
        match &self.streams {
            Streams::Each => self.get(lane).stream,
            Streams::Shared { ids, .. } => &ids[lane],
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

    fn texts(sources: &Sources, at: usize) -> [&str; 4] {
        let Source {
            stream,
            media,
            label,
            line,
            ..
        } = sources.get(at);
        [stream, media, label, line]
    }

    #[test]
    fn a_video_is_called_by_its_name_or_else_its_id() {
        let mut sources = Sources::for_videos(4, 0);
        for (id, name) in [("v", "Ann"), ("w", ""), ("x", "x"), ("a  b", " \n"), ("c  d", "")] {
            sources.add_video(id, name);
        }
        assert_eq!(texts(&sources, 0), ["v", "v.flv", "Ann", "Ann"]);
        assert_eq!(texts(&sources, 1), ["w", "w.flv", "w", "w"]);
        assert_eq!(texts(&sources, 2), ["x", "x.flv", "x", "x"]);
        assert_eq!(texts(&sources, 3), ["a  b", "a  b.flv", " \n", ""]);
        assert_eq!(texts(&sources, 4), ["c  d", "c  d.flv", "c  d", "c d"]);
        assert_eq!((sources.stream_count(), sources.stream(3)), (5, "a  b"));
    }

    #[test]
    fn files_share_a_stream() {
        let mut sources = Sources::for_files(3);
        sources.add_file(0, "s", "1.webm", "Ann\tB");
        sources.add_file(1, "t", "2.webm", "");
        sources.add_file(0, "s", "3.webm", "s");
        assert_eq!(texts(&sources, 0), ["s", "1.webm", "Ann\tB", "Ann B"]);
        assert_eq!(texts(&sources, 1), ["t", "2.webm", "t", "t"]);
        assert_eq!(texts(&sources, 2), ["s", "3.webm", "s", "s"]);
        assert_eq!([0, 1, 2].map(|at| sources.lane(at)), [0, 1, 0]);
        assert_eq!((sources.stream_count(), sources.stream(1)), (2, "t"));
    }
}
