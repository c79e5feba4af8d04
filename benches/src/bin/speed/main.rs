//! What `cargo xtask bench --peers` measures of this workspace, in the way it measures other libraries.
//!
//! `speed tokens` needs nothing; `speed socket`, `speed hyper` and `speed reqwest` need the sandbox that `SANDBOX_URL`
//! names. Each prints one line of JSON for each thing measured.

mod calls;
mod socket;
mod tokens;

use std::time::Instant;

use opentok_benches::timing::quantile;

type Outcome = Result<(), Box<dyn core::error::Error + Send + Sync>>;

/// What counts of the turns, and how many there are.
const TURNS: usize = 20;
const MEDIAN: f64 = 0.5;

fn main() -> Outcome {
    match std::env::args().nth(1).as_deref() {
        Some("tokens") => tokens::measure(),
        Some("socket") => socket::measure(),
        Some("hyper") => calls::measure_hyper(),
        Some("reqwest") => calls::measure_reqwest(),
        _ => Err("usage: speed tokens|socket|hyper|reqwest".into()),
    }
}

/// The seconds that `work` takes, by the median of the turns.
fn turns(mut work: impl FnMut() -> Outcome) -> Result<f64, Box<dyn core::error::Error + Send + Sync>> {
    let mut seconds = Vec::with_capacity(TURNS);
    for _ in 0..TURNS {
        let start = Instant::now();
        work()?;
        seconds.push(start.elapsed().as_secs_f64());
    }
    Ok(quantile(seconds, MEDIAN))
}

/// A library of this workspace, as the tables name it.
fn library(name: &str) -> String {
    format!("{name} {}", env!("CARGO_PKG_VERSION"))
}
