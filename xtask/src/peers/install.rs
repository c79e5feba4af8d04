//! The SDKs, below cargo's target folder, in the versions that the lock files name.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::FOLDER;
use crate::needs::{self, Need};
use crate::process::{self, Outcome};
use crate::workspace::Workspace;

/// What runs the scenarios.
#[derive(Debug)]
pub(super) struct Programs {
    /// Where node looks for modules.
    pub(super) node_modules: PathBuf,
    /// The interpreter that knows the packages.
    pub(super) python: PathBuf,
}

const NODE: &[Need] = &[
    Need {
        program: "node",
        version_flag: "--version",
        package: "nodejs",
    },
    Need {
        program: "npm",
        version_flag: "--version",
        package: "npm",
    },
];

const PYTHON: &[Need] = &[Need {
    program: "python3",
    version_flag: "--version",
    package: "python3",
}];

impl Programs {
    /// Installs what is not there in these versions yet.
    ///
    /// # Errors
    ///
    /// When a program is missing and may not be installed, or a package cannot be had.
    pub(super) fn install(workspace: &Workspace) -> Outcome<Self> {
        Ok(Self {
            node_modules: node(workspace)?,
            python: python(workspace)?,
        })
    }
}

/// Where node looks for the modules.
///
/// # Errors
///
/// As [`Programs::install`].
pub(super) fn node(workspace: &Workspace) -> Outcome<PathBuf> {
    needs::meet(NODE)?;
    let folder = workspace.target("peers/node");
    once(workspace, "node", "package-lock.json", &folder, || {
        fs::copy(
            workspace.path(format!("{FOLDER}/node/package.json")),
            folder.join("package.json"),
        )?;
        let mut install = Command::new("npm");
        install.args([
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel",
            "error",
        ]);
        process::run(install.current_dir(&folder))
    })?;
    Ok(folder.join("node_modules"))
}

/// The interpreter that knows the packages.
///
/// # Errors
///
/// As [`Programs::install`].
pub(super) fn python(workspace: &Workspace) -> Outcome<PathBuf> {
    needs::meet(PYTHON)?;
    let environment = workspace.target("peers/python");
    let python = environment.join("bin/python");
    once(workspace, "python", "requirements.txt", &environment, || {
        let make = || process::run(Command::new("python3").args(["-m", "venv"]).arg(&environment));
        if make().is_err() {
            needs::install(&["python3-venv"])?;
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
        process::run(
            install
                .args(["--no-deps", "--requirement"])
                .arg(environment.join("requirements.txt")),
        )
    })?;
    Ok(python)
}

/// Installs into `folder` if that was not done by this lock file before.
fn once(workspace: &Workspace, kind: &str, lock: &str, folder: &Path, install: impl Fn() -> Outcome) -> Outcome {
    let wanted = fs::read(workspace.path(format!("{FOLDER}/{kind}/{lock}")))?;
    let mark = folder.join("installed");
    if fs::read(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    fs::write(folder.join(lock), &wanted)?;
    install()?;
    Ok(fs::write(mark, wanted)?)
}
