//! The memory that reading a manifest takes at its peak, in multiples of the document.
//!
//! A program of its own: counting allocations slows whatever else is measured.

use opentok_archive::manifest::Manifest;
use opentok_benches::manifests;

fn main() {
    let xml = manifests::xml(10_000);
    let options = manifests::options();
    let memory = allocation_counter::measure(|| {
        Manifest::parse(xml.as_bytes(), &options).expect("the document is a manifest");
    });
    println!(
        "bytes manifest_peak_memory document {} peak {} allocations {}",
        xml.len(),
        memory.bytes_max,
        memory.count_total
    );
    println!(
        "ratio manifest_peak_memory {:.2}",
        memory.bytes_max as f64 / xml.len() as f64
    );
}
