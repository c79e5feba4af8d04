//! Measures Tiny OpenTok Server: a token over loopback against bare axum, stores, memory, and growth.
//!
//! Prints one line `ratio NAME VALUE` for each promise, as the other measurements do. With `access` or `growth` as its
//! argument it measures that alone.

extern crate alloc;

mod load;
mod stores;
mod subjects;
mod turns;

use load::Load;
use turns::Turns;

fn main() {
    let only = std::env::args().nth(1);
    let wants = |part: &str| only.as_deref().is_none_or(|only| only == part);
    if wants("access") {
        measure_access();
    }
    if wants("growth") {
        measure_growth();
    }
}

fn measure_access() {
    let tiny = subjects::tiny_with_session();
    let length = Load::new(tiny.port, [tiny.request.clone()]).once().len();
    let axum = subjects::axum(length);
    let turns = Turns::take(
        [tiny, axum].map(|side| Load::new(side.port, [side.request])),
        ["tiny", "axum"],
    );
    println!(
        "input access: {} connections, replies of {length} bytes with their heads",
        Turns::CONNECTIONS
    );
    println!(
        "ns tiny_access_vs_axum ours {:.0} yardstick {:.0}; of these in the server's thread {:.0} and {:.0}",
        turns.seconds[0] * 1e9,
        turns.seconds[1] * 1e9,
        turns.server_seconds[0] * 1e9,
        turns.server_seconds[1] * 1e9
    );
    println!("ratio tiny_access_vs_axum {:.2}", turns.ratio());
    println!("MiB tiny_access_memory {:.1}", resident_mib());
}

fn measure_growth() {
    let turns = Turns::take(stores::measure(), ["many", "few"]);
    println!(
        "ns tiny_growth with {} sessions in the file {:.0}, with {} {:.0}; of these in the server's thread {:.0} and {:.0}",
        stores::MANY,
        turns.seconds[0] * 1e9,
        stores::FEW,
        turns.seconds[1] * 1e9,
        turns.server_seconds[0] * 1e9,
        turns.server_seconds[1] * 1e9
    );
    println!("ratio tiny_growth {:.2}", turns.ratio());
}

/// What this process holds in memory.
fn resident_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kib.unwrap_or(f64::NAN) / 1024.0
}
