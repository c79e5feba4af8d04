//! Prints one line `ratio NAME VALUE` for each promise: ours divided by a yardstick measured in the same run.
//!
//! Lower is better, except for names that end in `_x`: so many times faster than the yardstick. Lines that begin with
//! `ns` give the times behind a ratio, in nanoseconds a call. `tokens` or `archive` as an argument measures only those.

mod archive;
mod tokens;

use opentok_benches::timing::Contest;

fn main() {
    let only = std::env::args().nth(1);
    for (group, measure) in [("tokens", tokens::measure as fn()), ("archive", archive::measure)] {
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
