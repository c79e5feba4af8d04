//! `no-std`: that the token crates need neither std nor alloc is shown, not said.
//!
//! `cargo check --no-default-features` shows nothing: a dependency may still link std. So a program without either
//! is linked and run (see [`host`]), and where a compiler for other machines is at hand, built for those too (see
//! [`foreign`]).

use crate::process::Outcome;
use crate::workspace::Workspace;

mod elf;
mod foreign;
mod host;

/// Links and runs a program without std and alloc that signs and verifies, and checks that either would be noticed.
#[derive(clap::Args, Debug)]
pub(crate) struct NoStd {}

/// The probe: a workspace of its own, because it must not share features, or `panic = "abort"`, with anybody.
const PROBE: &str = "xtask/no-std-probe";

impl NoStd {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        host::run(workspace)?;
        foreign::run(workspace)
    }
}
