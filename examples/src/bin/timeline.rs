//! Draws who was live when in an archive: `timeline [MANIFEST] > picture.svg`, XML of 2011 to 2014 or JSON of today.

use std::fs;

use opentok_examples::Result;
use opentok_sdk::archive::{Options, Report, export::svg};

fn main() -> Result {
    let manifest = match std::env::args().nth(1) {
        Some(path) => fs::read(path)?,
        None => include_bytes!("../../data/call.xml").to_vec(),
    };
    let report = Report::read(&manifest, &Options::lenient());
    for warning in report.warnings() {
        eprintln!("warning: {warning}");
    }
    let Some(timeline) = report.timeline() else {
        return Err(report.error().map_or_else(String::new, ToString::to_string).into());
    };
    for stream in timeline.streams() {
        eprintln!("{} was recorded for {} ms", stream.stream, stream.recorded_ms);
    }
    print!("{}", svg::picture(&timeline)?);
    Ok(())
}
