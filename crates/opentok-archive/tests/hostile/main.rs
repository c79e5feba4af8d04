//! Documents made to hurt: each is refused by a typed error, or read, at a cost that follows its length.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod broken;
mod limits;
mod memory;

use opentok_archive::Options;

const SAMPLE: &[u8] = include_bytes!("../data/legacy/manifests/v06-single-quotes-entities.xml");
const SMART: &[u8] = include_bytes!("../data/legacy/manifests/w02-smart-quotes-mixed.xml");
const JSON: &[u8] = include_bytes!("../data/legacy/individual/i02-camera-and-screen.json");

fn wide() -> Options {
    let options = Options::lenient()
        .max_bytes(1 << 30)
        .max_attributes(1 << 30)
        .max_value_bytes(1 << 30);
    options
        .max_depth(1 << 30)
        .max_events(1 << 30)
        .max_videos(1 << 30)
        .max_files(1 << 30)
}
