//! The timeline as lines of text, for terminals.

use core::fmt::Write;

use super::{
    ExportError, Output,
    text::{columns, fit},
    timecode::Clock,
};
use crate::Timeline;

/// A line for each stream: its label, then a bar while it is live. `░` is where nobody is.
///
/// `width` is that of the terminal, brought between 40 and 1,000 columns.
///
/// # Errors
///
/// [`ExportError::TooLong`].
///
/// ```
/// # use opentok_archive::{Options, Timeline, export::bars, manifest::Manifest};
/// # let xml = br#"<manifest version="0.1" archiveid="a" title="call"><resources><video id="v" length="4000" name="Ann"/>
/// # <video id="w" length="2000" name="Bob"/></resources>
/// # <timeline><event type="PLAY" id="v" offset="0"/><event type="PLAY" id="w" offset="8000"/></timeline></manifest>"#;
/// # let (manifest, _) = Manifest::parse(xml, &Options::lenient())?;
/// let text = bars::text(&Timeline::from(&manifest), 40)?;
/// assert!(text.contains("Ann  ██████████████"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn text(timeline: &Timeline, width: usize) -> Result<String, ExportError> {
    let mut out = Output::default();
    writeln!(out, "{}", fit(timeline.title(), width.clamp(40, 1000)))?;
    let end_ms = timeline.end_ms();
    if end_ms == 0 {
        writeln!(out, "nothing was recorded")?;
        return Ok(out.finish());
    }
    let width = width.clamp(40, 1000);
    let names = names(timeline, width / 3);
    let margin = names.iter().map(|name| columns(name)).max().unwrap_or(0) + 2;
    let room = width - margin;
    let mut lanes = vec![Vec::new(); names.len()];
    for segment in timeline.live_segments() {
        lanes[segment.lane].push((segment.start_ms, segment.end_ms));
    }
    let mut empty = vec!['·'; room];
    for gap in timeline.gaps() {
        paint_inside(&mut empty, gap.start_ms, gap.end_ms, end_ms, '░');
    }
    for (name, segments) in names.iter().zip(&lanes) {
        let mut bar = empty.clone();
        for &(start_ms, stop_ms) in segments {
            paint_touched(&mut bar, start_ms, stop_ms, end_ms, '█');
        }
        let bar: String = bar.into_iter().collect();
        writeln!(out, "{name}{:pad$}{bar}", "", pad = margin - columns(name))?;
    }
    writeln!(out, "{:margin$}{}", "", axis(room, end_ms))?;
    Ok(out.finish())
}

/// What to call each stream: the label of its first segment, or its id.
pub(super) fn names(timeline: &Timeline, room: usize) -> Vec<String> {
    let mut names = vec![None; timeline.stream_count()];
    for segment in timeline.segments() {
        names[segment.lane].get_or_insert_with(|| fit(segment.line, room));
    }
    let named = names.into_iter().zip(timeline.streams());
    named
        .map(|(name, stream)| name.unwrap_or_else(|| fit(stream.stream, room)))
        .collect()
}

/// Paints every cell that the span touches, so that the shortest one is seen.
fn paint_touched(cells: &mut [char], start_ms: u64, stop_ms: u64, end_ms: u64, with: char) {
    let first = cell(start_ms, cells.len(), end_ms);
    let last = cell(stop_ms.saturating_sub(1), cells.len(), end_ms);
    cells[first..=last].fill(with);
}

/// Paints the cells that lie in the span from one edge to the other.
fn paint_inside(cells: &mut [char], start_ms: u64, stop_ms: u64, end_ms: u64, with: char) {
    let first = cell(start_ms.saturating_sub(1), cells.len(), end_ms) + usize::from(start_ms > 0);
    let last = cell(stop_ms, cells.len(), end_ms);
    if first < last {
        cells[first..last].fill(with);
    }
}

/// The cell of a moment before `end_ms`.
fn cell(ms: u64, cells: usize, end_ms: u64) -> usize {
    let place = u128::from(ms) * cells as u128 / u128::from(end_ms.max(1));
    usize::try_from(place)
        .unwrap_or(usize::MAX)
        .min(cells.saturating_sub(1))
}

/// Times below the bars: at both ends, and in the middle if there is room.
fn axis(room: usize, end_ms: u64) -> String {
    let at = |ms| {
        Clock {
            ms,
            precise: end_ms < 10_000,
        }
        .to_string()
    };
    let (first, middle, last) = (at(0), at(end_ms / 2), at(end_ms));
    let needed = first.len() + middle.len() + last.len() + 4;
    if room < needed {
        return format!("{first}{last:>pad$}", pad = room.saturating_sub(first.len()));
    }
    let before = room / 2;
    format!(
        "{first}{middle:>left$}{last:>right$}",
        left = before - first.len() + middle.len() / 2,
        right = room - before - middle.len() / 2,
    )
}
