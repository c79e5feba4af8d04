//! WebVTT chapters: a cue for each interval that says who is live in it.

use core::fmt::{self, Write};

use super::{ExportError, Output};
use crate::Timeline;

/// How many segments of all intervals together are looked at, whether they make a longer text or not.
const MAX_STEPS: usize = 16 * 1024 * 1024;

/// One cue for each interval, numbered from 1, with the distinct labels of who is live. Gaps have no cue.
///
/// # Errors
///
/// [`ExportError::TooLong`], also if so many segments overlap that finding out would take too long.
///
/// ```
/// # use opentok_archive::{Options, Timeline, export::webvtt, manifest::Manifest};
/// # let xml = br#"<manifest version="0.1" archiveid="a" title="call"><resources><video id="v" length="8000" name="Ann"/>
/// # </resources><timeline><event type="PLAY" id="v" offset="500"/></timeline></manifest>"#;
/// # let (manifest, _) = Manifest::parse(xml, &Options::lenient())?;
/// let timeline = Timeline::from(&manifest);
/// assert_eq!(webvtt::chapters(&timeline)?, "WEBVTT\n\n1\n00:00:00.500 --> 00:00:08.500\nAnn\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn chapters(timeline: &Timeline) -> Result<String, ExportError> {
    let mut out = Output::default();
    writeln!(out, "WEBVTT")?;
    // The last cue that each label is in, from 1.
    let (number_of, labels) = timeline.label_numbers();
    let mut cue_of = vec![0; labels];
    let mut steps = 0;
    for (index, interval) in timeline.intervals().enumerate() {
        let cue = index + 1;
        steps += interval.segments.len();
        if steps > MAX_STEPS {
            return Err(ExportError::TooLong);
        }
        writeln!(
            out,
            "\n{cue}\n{} --> {}",
            Stamp(interval.start_ms),
            Stamp(interval.end_ms)
        )?;
        let new = |label: usize, cues: &mut Vec<usize>| core::mem::replace(&mut cues[label], cue) != cue;
        let mut between = "";
        for segment in interval
            .live()
            .filter(|segment| new(number_of[segment.source], &mut cue_of))
        {
            out.write_str(between)?;
            write_escaped(&mut out, segment.line)?;
            between = ", ";
        }
        writeln!(out)?;
    }
    Ok(out.finish())
}

struct Stamp(u64);

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0 / 1000;
        write!(
            f,
            "{:02}:{:02}:{:02}.{:03}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60,
            self.0 % 1000
        )
    }
}

fn write_escaped(out: &mut impl Write, text: &str) -> fmt::Result {
    let mut done = 0;
    for (at, found) in text.match_indices(['&', '<', '>']) {
        out.write_str(&text[done..at])?;
        out.write_str(match found {
            "&" => "&amp;",
            "<" => "&lt;",
            _ => "&gt;",
        })?;
        done = at + 1;
    }
    out.write_str(&text[done..])
}
