//! Programs for cargo that rustup does not bring: one version of each, below cargo's target folder.

use std::path::PathBuf;

use crate::process::{self, Outcome};
use crate::workspace::Workspace;

/// A program that `cargo install` builds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tool {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
}

/// What becomes of a tool that is not there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Missing {
    /// It is built and installed, which takes minutes.
    Install,
    /// Whoever asks for it does without.
    Tell,
}

impl Missing {
    /// As a flag `--install` says.
    pub(crate) const fn by_flag(install: bool) -> Self {
        if install { Self::Install } else { Self::Tell }
    }
}

impl Tool {
    /// The program, or why there is none.
    ///
    /// # Errors
    ///
    /// When it is to be installed and cannot be.
    pub(crate) fn find(&self, workspace: &Workspace, missing: Missing) -> Outcome<Result<PathBuf, String>> {
        let Self { name, version } = self;
        let root = workspace.target(format!("tools/{name}-{version}"));
        let program = root.join("bin").join(name);
        if !program.is_file() {
            if missing == Missing::Tell {
                return Ok(Err(format!("{name} {version} is not installed; --install builds it")));
            }
            let mut install = workspace.cargo("install");
            // Tools are built apart from the workspace, whose flags and profiles are not theirs.
            install.env("CARGO_TARGET_DIR", workspace.target("tools/build"));
            // What they wait for is the compiler: optimized, they would be built for longer than they run.
            install.env("CARGO_PROFILE_DEV_DEBUG", "0");
            install.args(["--debug", "--locked", name, "--version", version, "--root"]);
            process::run(install.arg(&root))?;
        }
        Ok(Ok(program))
    }
}
