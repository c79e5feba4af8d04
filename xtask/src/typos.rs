//! `typos`: no word of the repository is misspelt.

use std::process::Command;

use crate::process::{self, Outcome};
use crate::python::Package;
use crate::workspace::Workspace;

/// Looks for misspelt words in every file that git knows; `typos.toml` lists what only looks like one.
#[derive(clap::Args, Debug, Default)]
pub(crate) struct Typos {
    /// Mend what has one likely spelling.
    #[arg(long)]
    write: bool,
}

/// A program, packed for Python: it is there in seconds, and nothing is compiled.
const TYPOS: Package = Package {
    name: "typos",
    version: "1.52.0",
};

impl Typos {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        let mut typos = Command::new(TYPOS.programs(workspace)?.join("typos"));
        typos.current_dir(workspace.path(""));
        if self.write {
            typos.arg("--write-changes");
        }
        process::run(&mut typos)
    }
}
