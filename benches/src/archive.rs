//! What reading manifests costs: against bare quick-xml, and as manifests grow.

use core::hint::black_box;

use opentok_archive::{Timeline, manifest::Manifest};
use opentok_benches::manifests;
use opentok_benches::timing::Contest;

/// A call takes milliseconds, so that a turn is one call.
const ROUNDS: usize = 200;

/// A call takes a tenth of a second.
const FEW_ROUNDS: usize = 40;

/// The numbers of events whose costs are compared: those of a large meeting, and of a hundred.
const SMALL: usize = 1_000;
const LARGE: usize = 100_000;

/// Prints the ratios of manifests and timelines.
pub(crate) fn measure() {
    keep_memory();
    let options = manifests::options();
    let read = |xml: &str| Manifest::parse(xml.as_bytes(), &options).expect("the document is a manifest");

    let xml = manifests::xml(10_000);
    println!("input manifest: 10,000 videos, as many events, {} bytes", xml.len());
    let ours = || drop(black_box(read(black_box(&xml))));
    let bare = || {
        black_box(manifests::bare(black_box(&xml)));
    };
    crate::report("manifest_xml_vs_quickxml", &Contest::rounds(ROUNDS, ours, bare));

    // As many events of the timeline as videos, so that each document has so many in all.
    let (small, large) = (manifests::xml(SMALL / 2), manifests::xml(LARGE / 2));
    let read_large = || drop(black_box(read(black_box(&large))));
    let read_small = || drop(black_box(read(black_box(&small))));
    growth("manifest", &Contest::rounds(FEW_ROUNDS, read_large, read_small));

    let (small, large) = (read(&manifests::xml(SMALL)).0, read(&manifests::xml(LARGE)).0);
    let build_large = || drop(black_box(Timeline::from(black_box(&large))));
    let build_small = || drop(black_box(Timeline::from(black_box(&small))));
    growth("timeline", &Contest::rounds(FEW_ROUNDS, build_large, build_small));
}

/// Lets the allocator keep what it is given back, as it does in a program that has once freed something large; from an
/// allocator that hands every page back, pages are what is measured.
fn keep_memory() {
    drop(black_box(vec![1_u8; 31 << 20]));
}

/// What an event costs among many, divided by what it costs among few.
fn growth(what: &str, contest: &Contest) {
    let (large, small) = (contest.ours / LARGE as f64, contest.yardstick / SMALL as f64);
    println!("ns {what}_growth at {LARGE} {large:.0} at {SMALL} {small:.0}");
    println!("ratio {what}_growth {:.2}", large / small);
}
