//! Measures Tiny OpenTok Server: a token over loopback against bare axum, stores, memory, and growth.
//!
//! Prints one line `ratio NAME VALUE` for each promise, as the other measurements do.

extern crate alloc;

mod load;
mod stores;
mod subjects;

use load::Load;

/// Connections that ask at the same time.
const CONNECTIONS: usize = 64;
/// Rounds of each side, in turns; the best of each counts.
const ROUNDS: usize = 5;
/// Requests in a round.
const REQUESTS: usize = 40_000;

fn main() {
    let tiny = subjects::tiny_with_session();
    let length = Load::new(tiny.port, [tiny.request.clone()]).once().len();
    let axum = subjects::axum(length);
    let best = in_turns(&[tiny, axum].map(|side| Load::new(side.port, [side.request])));
    println!("input access: {CONNECTIONS} connections, replies of {length} bytes with their heads");
    println!(
        "ns tiny_access_vs_axum ours {:.0} yardstick {:.0}",
        best[0] * 1e9,
        best[1] * 1e9
    );
    println!("ratio tiny_access_vs_axum {:.2}", best[0] / best[1]);
    println!("MiB tiny_access_memory {:.1}", resident_mib());
    let loads = stores::measure();
    let best = in_turns(&loads);
    println!(
        "ns tiny_growth with {} sessions in the file {:.0}, with {} {:.0}",
        stores::MANY,
        best[0] * 1e9,
        stores::FEW,
        best[1] * 1e9
    );
    println!("ratio tiny_growth {:.2}", best[0] / best[1]);
}

/// Seconds a request of each, the best round.
fn in_turns(sides: &[Load; 2]) -> [f64; 2] {
    let mut best = [f64::INFINITY; 2];
    for _ in 0..ROUNDS {
        for (load, best) in sides.iter().zip(&mut best) {
            *best = best.min(load.run(CONNECTIONS, REQUESTS));
        }
    }
    best
}

/// What this process holds in memory.
fn resident_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kib.unwrap_or(f64::NAN) / 1024.0
}
