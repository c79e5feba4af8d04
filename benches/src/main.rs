//! Prints one line `ratio NAME VALUE` for each promise: ours divided by a yardstick measured in the same run.
//!
//! Lower is better, except for names that end in `_x`: so many times faster than the yardstick. Lines that begin with
//! `bytes`, `MiB` and `ms` are promises without a yardstick, those with `input` say what was measured with, and those with
//! `ns` give the times behind a ratio, in nanoseconds a call. `xtask/src/bench/promises.rs` says what each figure means. A
//! group's name as an argument measures only that group.

mod archive;
mod calls;
mod emulator;
mod tokens;

use opentok_benches::timing::Contest;

/// What is measured together, and by which name it can be asked for alone.
const GROUPS: [(&str, fn()); 4] = [
    ("tokens", tokens::measure),
    ("archive", archive::measure),
    ("rest", calls::measure),
    ("sandbox", emulator::measure),
];

fn main() {
    let only = std::env::args().nth(1);
    for (group, measure) in GROUPS {
        if only.as_deref().is_none_or(|only| only == group) {
            measure();
        }
    }
}

fn report(name: &str, contest: &Contest) {
    print_times(name, contest);
    println!("ratio {name} {:.2}", contest.ratio());
}

fn print_times(name: &str, Contest { ours, yardstick }: &Contest) {
    println!("ns {name} ours {ours:.0} yardstick {yardstick:.0}");
}
