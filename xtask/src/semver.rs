//! `semver`: no change that would break callers, unless the version says so.

use std::process::Command;

use crate::choice::Choice;
use crate::process::{self, Outcome};
use crate::steps::Verdict;
use crate::tools::{Missing, Tool};
use crate::workspace::Workspace;

const SEMVER_CHECKS: Tool = Tool {
    name: "cargo-semver-checks",
    version: "0.51.0",
};

/// Compares every library, or some, with itself at the last release, or at another revision.
#[derive(clap::Args, Debug)]
pub(crate) struct Semver {
    /// A revision to compare with instead of the last release, which is the last tag `v*`.
    #[arg(long, value_name = "REVISION")]
    baseline: Option<String>,
    #[command(flatten)]
    choice: Choice,
    /// Build and install cargo-semver-checks if it is missing.
    #[arg(long)]
    install: bool,
}

impl Semver {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        let missing = Missing::by_flag(self.install);
        check(workspace, missing, self.baseline.clone(), &self.choice)?.required()
    }
}

/// Compares the libraries with what they were.
pub(crate) fn check(
    workspace: &Workspace,
    missing: Missing,
    baseline: Option<String>,
    choice: &Choice,
) -> Outcome<Verdict> {
    let Some(release) = baseline.map_or_else(|| last_release(workspace), |revision| Ok(Some(revision)))? else {
        return Ok(Verdict::Skipped(
            "there is no release to compare with: no tag v*".to_owned(),
        ));
    };
    let program = match SEMVER_CHECKS.find(workspace, missing)? {
        Ok(program) => program,
        Err(why) => return Ok(Verdict::Skipped(why)),
    };
    let mut command = Command::new(program);
    command.current_dir(workspace.path(""));
    command.env("CARGO_TARGET_DIR", workspace.target("semver"));
    command.args(["semver-checks", "check-release", "--baseline-rev", &release]);
    for library in choice.among(workspace.libraries())? {
        command.args(["--package", &library.name]);
    }
    process::run(&mut command)?;
    Ok(Verdict::Passed)
}

/// The last tag of a version that this commit descends from.
fn last_release(workspace: &Workspace) -> Outcome<Option<String>> {
    let mut describe = Command::new("git");
    describe.current_dir(workspace.path(""));
    describe.args(["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"]);
    let output = process::capture(&mut describe)?;
    let tag = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    Ok((output.status.success() && !tag.is_empty()).then_some(tag))
}
