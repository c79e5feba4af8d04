//! `test`: everything that is tested by running it.

use crate::house;
use crate::needs::{self, Need};
use crate::process::Outcome;
use crate::workspace::Workspace;

/// Installs what tests need, then runs every test and doctest, and the crates without std in their smaller builds.
#[derive(clap::Args, Debug)]
pub(crate) struct Test {}

/// What the tests start besides the programs of this workspace.
const NEEDS: &[Need] = &[Need {
    program: "redis-server",
    package: "redis-server",
}];

/// The builds of a crate that can do without std. Doctests show the whole crate and stay out of those that lack a part;
/// everything at once is the workspace's own run.
const REDUCED: &[&[&str]] = &[
    &["--no-default-features", "--tests"],
    &["--no-default-features", "--features", "alloc", "--tests"],
    &[],
];

impl Test {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        needs::meet(NEEDS)?;
        workspace.run_cargo("test", &["--workspace", "--all-features"])?;
        let crates = house::HOUSE
            .iter()
            .filter(|room| room.no_std && workspace.package(room.name).is_some());
        for room in crates {
            for build in REDUCED {
                let arguments = [&["--package", room.name], *build].concat();
                workspace.run_cargo("test", &arguments)?;
            }
        }
        Ok(())
    }
}
