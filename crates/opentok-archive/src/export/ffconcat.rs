//! A list for ffmpeg's concat demuxer, which joins files that follow each other.

use core::fmt::Write;

use super::{ExportError, Output, timecode::Seconds};
use crate::{Timeline, individual::FileName};

/// The media in order, each up to its length. For joining parts with the same codecs; it cannot align streams.
///
/// # Errors
///
/// [`ExportError::Empty`], [`Overlap`](ExportError::Overlap) or [`Gap`](ExportError::Gap) if there is not one segment at a
/// time from first to last; [`UnsafeMedia`](ExportError::UnsafeMedia) if a video's id makes no plain file name;
/// [`TooLong`](ExportError::TooLong).
pub fn list(timeline: &Timeline) -> Result<String, ExportError> {
    match (timeline.max_live(), timeline.gaps().first()) {
        (0, _) => return Err(ExportError::Empty),
        (1, None) => {}
        (1, Some(gap)) => return Err(ExportError::Gap { at_ms: gap.start_ms }),
        _ => return Err(ExportError::Overlap),
    }
    let mut out = Output::default();
    writeln!(out, "ffconcat version 1.0")?;
    for (segment, part) in timeline.segments().enumerate().filter(|(_, part)| part.length_ms() > 0) {
        if !FileName::is_safe(part.media) {
            return Err(ExportError::UnsafeMedia { segment });
        }
        writeln!(
            out,
            "file '{}'\noutpoint {}",
            part.media.replace('\'', r"'\''"),
            Seconds(part.length_ms())
        )?;
    }
    Ok(out.finish())
}
