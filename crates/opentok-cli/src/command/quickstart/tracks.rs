//! What an individual archive holds: its manifest, and the timeline that follows from it.

use std::io::{Cursor, stdout};

use bytes::Bytes;
use opentok_archive::Timeline;
use opentok_archive::export::{ExportError, bars, svg};
use opentok_archive::individual::Manifest;
use opentok_archive::zip::{IndividualZip, ZipOptions};

use super::failed;
use super::recording::{LENGTH, STREAMS};
use crate::failure::{Failure, sentence};

/// The individual archive, read.
pub(super) struct Tracks {
    pub(super) bytes: u64,
    pub(super) manifest: Manifest,
    pub(super) timeline: Timeline,
    /// The timeline as text, as wide as the terminal.
    pub(super) bars: String,
    /// The same as a picture.
    pub(super) svg: String,
}

/// Opens the ZIP, reads its manifest, and draws.
pub(super) fn read(zip: Bytes) -> Result<Tracks, Failure> {
    const STEP: &str = "read the manifest";
    let bytes = zip.len() as u64;
    let zip = IndividualZip::open(Cursor::new(zip), &ZipOptions::new());
    let zip = zip.map_err(|error| failed::told(STEP, sentence(&error)))?;
    failed::require(STEP, zip.missing().is_empty() && zip.surplus().is_empty(), || {
        "manifest and media do not match".to_owned()
    })?;
    let timeline = Timeline::from(zip.manifest());
    let (streams, end_ms) = (timeline.stream_count(), timeline.end_ms());
    let as_played = streams == STREAMS && u128::from(end_ms) == LENGTH.as_millis();
    failed::require(STEP, as_played, || {
        format!("it tells of {streams} streams in {end_ms} ms")
    })?;

    let not_drawn = |error: ExportError| failed::told("draw the timeline", sentence(&error));
    Ok(Tracks {
        bytes,
        bars: bars::text(&timeline, width()).map_err(not_drawn)?,
        svg: svg::picture(&timeline).map_err(not_drawn)?,
        manifest: zip.manifest().clone(),
        timeline,
    })
}

/// The columns of the terminal that are left beside the margin; of 80 if there is none.
fn width() -> usize {
    let terminal = terminal_size::terminal_size_of(stdout()).map_or(80, |(width, _)| width.0);
    usize::from(terminal).saturating_sub(3)
}
