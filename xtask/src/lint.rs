//! `fmt` and `clippy`: the checks rustup brings, over the members and the packages outside them.

use crate::process::{self, Outcome};
use crate::workspace::Workspace;

/// Checks that every file is as rustfmt leaves it.
#[derive(clap::Args, Debug)]
pub(crate) struct Fmt {}

/// Runs clippy over every target with every feature; a warning is an error.
#[derive(clap::Args, Debug)]
pub(crate) struct Clippy {}

/// Packages that are workspaces of their own: nightly, or `panic = "abort"`, stays theirs.
const OUTSIDE: &[&str] = &["fuzz", "xtask/no-std-probe"];

/// One more, which depends on crates that nobody else here depends on: `bench --peers` alone builds it.
const PEERS: &str = "xtask/peers/rust";

impl Fmt {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        workspace.run_cargo("fmt", &["--all", "--check"])?;
        OUTSIDE
            .iter()
            .chain(&[PEERS])
            .try_for_each(|folder| process::run(workspace.cargo_outside(folder, "fmt").arg("--check")))
    }
}

impl Clippy {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        workspace.run_cargo(
            "clippy",
            &["--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"],
        )?;
        OUTSIDE.iter().try_for_each(|folder| {
            process::run(workspace.cargo_outside(folder, "clippy").args(["--", "-D", "warnings"]))
        })
    }
}
