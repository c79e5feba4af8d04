//! `fuzz`: every fuzz target, for a while on nightly, or its corpus once on stable.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::process::{self, Outcome};
use crate::workspace::Workspace;

mod stats;

use self::stats::Stats;

/// Runs every fuzz target on nightly with cargo-fuzz (installed if missing), or replays the corpora on stable.
#[derive(clap::Args, Debug)]
pub(crate) struct Fuzz {
    /// How long each target runs.
    #[arg(default_value_t = 120)]
    seconds: u32,
    /// Only this target; all of them unless named.
    #[arg(long, value_name = "NAME")]
    target: Option<String>,
    /// Run every file of the corpora once, on this toolchain, instead.
    #[arg(long, conflicts_with_all = ["seconds", "target"])]
    replay: bool,
}

/// Enough for the panic, its backtrace and where the input was saved.
const LINES_OF_A_FINDING: usize = 120;

/// The package of the targets, a workspace of its own.
const FOLDER: &str = "fuzz";

impl Fuzz {
    /// What `ci` runs.
    pub(crate) fn replay_only() -> Self {
        Self {
            seconds: 0,
            target: None,
            replay: true,
        }
    }

    /// What `nightly` runs.
    pub(crate) fn each_for(seconds: u32) -> Self {
        Self {
            seconds,
            target: None,
            replay: false,
        }
    }

    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        if self.replay {
            return process::run(&mut workspace.cargo_outside(FOLDER, "test"));
        }
        require_tools()?;
        let mut report = Vec::new();
        for target in targets(&workspace.path(FOLDER))? {
            if self.target.as_ref().is_none_or(|only| *only == target) {
                let stats = fuzz(workspace, &target, self.seconds)?;
                report.push(format!("{target:<12} {stats}"));
            }
        }
        if report.is_empty() {
            return Err("no such fuzz target".into());
        }
        println!("{:<12} {}\n{}", "target", Stats::HEADING, report.join("\n"));
        Ok(())
    }
}

/// Nightly must be there; cargo-fuzz is fetched when it is not.
fn require_tools() -> Outcome {
    if !process::has_nightly() {
        return Err("fuzzing needs a nightly toolchain: rustup toolchain install nightly".into());
    }
    if process::is_installed("cargo", &["fuzz", "--version"]) {
        return Ok(());
    }
    process::run(Command::new("cargo").args(["install", "--locked", "cargo-fuzz"]))
}

/// The names of the targets: one file each.
fn targets(folder: &Path) -> Outcome<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder.join("fuzz_targets"))? {
        let path = entry?.path();
        let stem = path
            .file_stem()
            .filter(|_| path.extension().is_some_and(|extension| extension == "rs"));
        names.extend(stem.map(|stem| stem.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

/// Runs one target for `seconds`. New finds go where cargo builds; the committed corpus is read only.
fn fuzz(workspace: &Workspace, target: &str, seconds: u32) -> Outcome<Stats> {
    let finds = workspace.target("fuzz-corpus").join(target);
    fs::create_dir_all(&finds)?;
    let mut command = Command::new("rustup");
    command
        .current_dir(workspace.path(""))
        .args(["run", "nightly", "cargo", "fuzz", "run", "--features", "libfuzzer"]);
    command.arg("--target-dir").arg(workspace.target("fuzz")).arg(target);
    command
        .arg(finds)
        .arg(workspace.path(FOLDER).join("corpus").join(target));
    command.args(["--", &format!("-max_total_time={seconds}"), "-print_final_stats=1"]);
    let output = process::capture(&mut command)?;
    let log = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        eprintln!("{}", last_lines(&log, LINES_OF_A_FINDING));
        return Err(format!("{target} found something, or could not start: see above").into());
    }
    Stats::parse(&log).ok_or_else(|| format!("{target} ended without final statistics").into())
}

/// The end of `log`: what came before it is the fuzzer's progress.
fn last_lines(log: &str, count: usize) -> &str {
    let start = log.rmatch_indices('\n').nth(count).map_or(0, |(at, _)| at + 1);
    log.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_end_of_a_long_log_is_shown() {
        assert_eq!(last_lines("one\ntwo\nthree\n", 2), "two\nthree\n");
        assert_eq!(last_lines("one\n", 2), "one\n");
    }
}
