//! CMX 3600 edit decision lists: one for each track, since the form knows only one.

use core::fmt::Write;

use super::{ExportError, FrameRate, MAX_BYTES, Output, timecode::Timecode};
use crate::{Segment, Timeline, timeline::one_line};

/// Where records begin, as tapes did.
const BASE_HOURS: u64 = 1;
const MAX_HOURS: u64 = 24;
const MAX_EVENTS: usize = 999;
const MAX_TITLE: usize = 70;

/// The edit lists of as few tracks as the segments need. Each segment is on the first track that is free when it begins.
///
/// Segments shorter than a frame are left out. Characters other than printable ASCII become `_`.
///
/// # Errors
///
/// [`ExportError::TooManyEvents`] if a track has more than 999; [`PastMidnight`](ExportError::PastMidnight) if a record
/// would end after 24:00:00:00, that is 23 hours into the archive; [`TooLong`](ExportError::TooLong).
pub fn tracks(timeline: &Timeline, rate: FrameRate) -> Result<Vec<String>, ExportError> {
    let tracks = crate::timeline::tracks(timeline.live_segments());
    let mut lists = Vec::with_capacity(tracks.len());
    let mut bytes = 0;
    for (index, segments) in tracks.iter().enumerate() {
        let list = list(timeline, index + 1, segments, rate)?;
        bytes += list.len();
        if bytes > MAX_BYTES {
            return Err(ExportError::TooLong);
        }
        lists.push(list);
    }
    Ok(lists)
}

fn list(timeline: &Timeline, track: usize, segments: &[Segment<'_>], rate: FrameRate) -> Result<String, ExportError> {
    let mut out = Output::default();
    let title: String = ascii(&one_line(timeline.title())).chars().take(MAX_TITLE).collect();
    writeln!(out, "TITLE: {title}\nFCM: NON-DROP FRAME\n")?;
    let base = rate.frames_in_hours(BASE_HOURS);
    let mut number = 0;
    for segment in segments {
        let (start, end) = (
            base + rate.frame_at(segment.start_ms),
            base + rate.frame_at(segment.end_ms),
        );
        if end > rate.frames_in_hours(MAX_HOURS) {
            return Err(ExportError::PastMidnight);
        }
        if start == end {
            continue;
        }
        number += 1;
        if number > MAX_EVENTS {
            return Err(ExportError::TooManyEvents { track });
        }
        let at = |frames| Timecode { frames, rate };
        writeln!(
            out,
            "{number:03}  AX       AA/V  C        {} {} {} {}\n* FROM CLIP NAME: {}\n* COMMENT: {}",
            at(0),
            at(end - start),
            at(start),
            at(end),
            ascii(segment.media),
            ascii(segment.line),
        )?;
    }
    Ok(out.finish())
}

fn ascii(text: &str) -> String {
    text.chars()
        .map(|c| if matches!(c, ' '..='~') { c } else { '_' })
        .collect()
}
