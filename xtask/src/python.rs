//! A Python of this workspace's own, with the packages that tests compare with.

use std::path::PathBuf;
use std::process::Command;

use crate::needs;
use crate::process::{self, Outcome};
use crate::workspace::Workspace;

/// What is installed, and by which names it is imported.
const PACKAGES: &[&str] = &["opentimelineio==0.18.1", "schemathesis==4.32.5"];
const IMPORT: &str = "import opentimelineio, schemathesis";

/// What Debian's own Python lacks for making environments.
const DEBIAN: &[&str] = &["python3", "python3-venv"];

/// The interpreter of an environment below cargo's target folder, which is made the first time.
///
/// # Errors
///
/// When there is no Python and none can be installed, or no package can be had.
pub(crate) fn with_packages(workspace: &Workspace) -> Outcome<PathBuf> {
    let folder = workspace.target("python");
    let python = folder.join("bin/python");
    let name = python.to_string_lossy().into_owned();
    if process::is_installed(&name, &["-c", IMPORT]) {
        return Ok(python);
    }
    let make = || process::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder));
    if make().is_err() {
        needs::install(DEBIAN)?;
        make()?;
    }
    let mut install = Command::new(&python);
    install.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
    ]);
    process::run(install.args(["--only-binary", ":all:"]).args(PACKAGES))?;
    Ok(python)
}
