//! A list of checks run one after the other, and the table that tells how each went.

use core::time::Duration;
use std::time::Instant;

use crate::process::Outcome;
use crate::workspace::Workspace;

/// What is run, under the name it has in the table.
pub(crate) type Step<S> = (&'static str, fn(&S, &Workspace) -> Outcome<Verdict>);

/// How a step that did not fail went.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Verdict {
    Passed,
    /// It could not be run here: why, and what would mend that.
    Skipped(String),
}

impl Verdict {
    /// For a check that was asked for by its name: there it is a failure that it could not be run.
    pub(crate) fn required(self) -> Outcome {
        match self {
            Self::Passed => Ok(()),
            Self::Skipped(why) => Err(why.into()),
        }
    }
}

/// Whether the steps after one that failed are run.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum AfterFailure {
    Stop,
    GoOn,
}

/// A line of the table.
#[derive(Debug)]
struct Line {
    name: &'static str,
    time: Duration,
    /// Why it failed, if it did.
    outcome: Result<Verdict, String>,
}

/// Runs `steps` but those that `without` names, and prints what came of each.
///
/// # Errors
///
/// When a step failed.
pub(crate) fn run<S>(
    steps: &[Step<S>],
    settings: &S,
    workspace: &Workspace,
    without: &[String],
    after_failure: AfterFailure,
) -> Outcome {
    let mut lines: Vec<Line> = Vec::new();
    for (name, step) in steps {
        if without.iter().any(|left_out| left_out == name) {
            continue;
        }
        eprintln!("\n== {name}");
        let start = Instant::now();
        let outcome = step(settings, workspace).map_err(|failure| failure.to_string());
        if let Err(failure) = &outcome {
            eprintln!("{name}: {failure}");
        }
        let stops = outcome.is_err() && after_failure == AfterFailure::Stop;
        lines.push(Line {
            name,
            time: start.elapsed(),
            outcome,
        });
        if stops {
            break;
        }
    }
    println!("\n{}", table(&lines));
    match failures(&lines) {
        failures if failures.is_empty() => Ok(()),
        failures => Err(failures.into()),
    }
}

fn table(lines: &[Line]) -> String {
    let mut table = format!("{:<12} {:>8}  result\n", "step", "seconds");
    for Line { name, time, outcome } in lines {
        let result = match outcome {
            Ok(Verdict::Passed) => "ok",
            Ok(Verdict::Skipped(why)) => &format!("SKIPPED: {why}"),
            Err(_) => "FAILED",
        };
        table.push_str(&format!("{name:<12} {:>8.1}  {result}\n", time.as_secs_f64()));
    }
    let total: Duration = lines.iter().map(|line| line.time).sum();
    table + &format!("{:<12} {:>8.1}", "total", total.as_secs_f64())
}

/// The steps that failed, and why.
fn failures(lines: &[Line]) -> String {
    let failed = lines.iter().filter_map(|line| {
        let failure = line.outcome.as_ref().err()?;
        Some(format!("`{}` failed: {failure}", line.name))
    });
    failed.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(name: &'static str, outcome: Result<Verdict, String>) -> Line {
        Line {
            name,
            time: Duration::from_millis(1500),
            outcome,
        }
    }

    #[test]
    fn the_table_says_what_was_skipped_and_why() {
        let lines = [
            line("deny", Ok(Verdict::Passed)),
            line("semver", Ok(Verdict::Skipped("no tag".into()))),
            line("fuzz", Err("found something".into())),
        ];
        let expected = "\
step          seconds  result
deny              1.5  ok
semver            1.5  SKIPPED: no tag
fuzz              1.5  FAILED
total             4.5";
        assert_eq!(table(&lines), expected);
        assert_eq!(failures(&lines), "`fuzz` failed: found something");
    }

    #[test]
    fn a_skipped_step_is_no_failure() {
        assert_eq!(failures(&[line("semver", Ok(Verdict::Skipped("no tag".into())))]), "");
    }
}
