//! `package`: every crate for other people can be packed, builds from its package, and is of a sensible size.

use std::fs;

use crate::process::{self, Outcome};
use crate::workspace::Workspace;

/// Packs every published crate and builds each from what was packed.
#[derive(clap::Args, Debug)]
pub(crate) struct Package {
    /// Pack only.
    #[arg(long)]
    pub(crate) no_verify: bool,
}

/// The longest a package may be, in bytes, compressed: whoever adds large data decides whether it is packed.
const MAX_LEN: u64 = 512 * 1024;

impl Package {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        let mut package = workspace.cargo("package");
        // What is packed is what lies here, committed or not.
        package.args(["--allow-dirty", "--quiet"]);
        for published in workspace.published() {
            package.args(["--package", &published.name]);
        }
        if self.no_verify {
            package.arg("--no-verify");
        }
        process::run(&mut package)?;
        let mut too_long = Vec::new();
        println!("{:<18} {:>10}", "package", "bytes");
        for published in workspace.published() {
            let file = format!("package/{}-{}.crate", published.name, published.version);
            let len = fs::metadata(workspace.target(file))?.len();
            println!("{:<18} {len:>10}", published.name);
            if len > MAX_LEN {
                too_long.push(published.name.as_str());
            }
        }
        if too_long.is_empty() {
            Ok(())
        } else {
            Err(format!("over {MAX_LEN} bytes: {}", too_long.join(", ")).into())
        }
    }
}
