//! Python packages, each in an environment of its own below cargo's target folder.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::needs;
use crate::process::{self, Outcome};
use crate::workspace::Workspace;

/// A package in one version. Some are libraries; others are how a program that is not Python comes ready to run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Package {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
}

/// What Debian's own Python lacks for making environments.
const DEBIAN: &[&str] = &["python3", "python3-venv"];

impl Package {
    /// The folder of the programs of an environment with this package, `python` among them; made the first time.
    ///
    /// # Errors
    ///
    /// When there is no Python and none can be installed, or the package cannot be had.
    pub(crate) fn programs(&self, workspace: &Workspace) -> Outcome<PathBuf> {
        let Self { name, version } = self;
        let folder = workspace.target(format!("python/{name}-{version}"));
        let programs = folder.join("bin");
        // Written last, so that what was broken off half-way is begun anew.
        let mark = folder.join("installed");
        if mark.exists() {
            return Ok(programs);
        }
        let make = || process::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder));
        if make().is_err() {
            needs::install(DEBIAN)?;
            make()?;
        }
        let mut install = Command::new(programs.join("python"));
        install.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-input",
        ]);
        process::run(install.args(["--only-binary", ":all:", &format!("{name}=={version}")]))?;
        fs::write(mark, [])?;
        Ok(programs)
    }
}
