//! `examples`: every program that shows how the crates are used, run and looked at.

use crate::process::Outcome;
use crate::workspace::Workspace;

/// Builds the programs of `examples`, those behind features too, and runs each against a sandbox of its own.
#[derive(clap::Args, Debug)]
pub(crate) struct Examples {}

impl Examples {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        workspace.run_cargo("test", &["--package", "opentok-examples", "--all-features", "--tests"])
    }
}
