//! `ci`: every check, in the order of the quickest to refuse, up to the first that does.

use core::time::Duration;
use std::time::Instant;

use clap::builder::PossibleValuesParser;

use crate::process::Outcome;
use crate::workspace::Workspace;
use crate::{calls, compare, docs, edges, features, fuzz, lint, no_std, test, vectors};

/// Runs every check and prints how long each took; stops at the first that fails.
#[derive(clap::Args, Debug)]
pub(crate) struct Ci {
    /// Leave this step out; may be given several times.
    #[arg(long, value_name = "STEP", value_parser = PossibleValuesParser::new(step_names()))]
    without: Vec<String>,
}

/// A step by the name it has in the table and in `--without`.
type Step = (&'static str, fn(&Workspace) -> Outcome);

const STEPS: &[Step] = &[
    ("fmt", |workspace| lint::Fmt {}.run(workspace)),
    ("edges", |workspace| edges::Edges {}.run(workspace)),
    ("vectors", |workspace| vectors::Vectors::default().run(workspace)),
    ("compare", |workspace| compare::Compare::CHECK.run(workspace)),
    ("clippy", |workspace| lint::Clippy {}.run(workspace)),
    ("calls", |workspace| calls::Calls::CHECK.run(workspace)),
    ("docs", |workspace| docs::Docs::default().run(workspace)),
    ("no-std", |workspace| no_std::NoStd {}.run(workspace)),
    ("features", |workspace| features::Features {}.run(workspace)),
    ("fuzz-replay", |workspace| fuzz::Fuzz::replay_only().run(workspace)),
    ("test", |workspace| test::Test {}.run(workspace)),
];

impl Ci {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        let mut done = Vec::new();
        for (name, step) in STEPS {
            if self.without.iter().any(|left_out| left_out == name) {
                continue;
            }
            eprintln!("\n== {name}");
            let start = Instant::now();
            let outcome = step(workspace);
            done.push((*name, start.elapsed()));
            if let Err(failure) = outcome {
                print_table(&done, "failed");
                return Err(format!("ci stopped at `{name}`: {failure}").into());
            }
        }
        print_table(&done, "ok");
        Ok(())
    }
}

/// One line per step; only the last can be anything but ok.
fn print_table(done: &[(&str, Duration)], last: &str) {
    println!("\n{:<12} {:>8}  result", "step", "seconds");
    for (index, (name, time)) in done.iter().enumerate() {
        let result = if index + 1 == done.len() { last } else { "ok" };
        println!("{name:<12} {:>8.1}  {result}", time.as_secs_f64());
    }
    let total: Duration = done.iter().map(|(_, time)| *time).sum();
    println!("{:<12} {:>8.1}", "total", total.as_secs_f64());
}

fn step_names() -> impl Iterator<Item = &'static str> {
    STEPS.iter().map(|(name, _)| *name)
}
