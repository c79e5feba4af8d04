//! `docs`: every public item is documented, every link leads somewhere, every crate introduces itself.

use crate::house;
use crate::process::{self, Outcome};
use crate::workspace::{Package, Workspace};

/// Builds the documentation with warnings as errors; every crate needs a README.md, and WIRE.md where it owns a format.
#[derive(clap::Args, Debug, Default)]
pub(crate) struct Docs {
    /// Open the pages in a browser when they are built.
    #[arg(long)]
    open: bool,
}

impl Docs {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        let missing: Vec<_> = workspace.published().flat_map(missing_pages).collect();
        if !missing.is_empty() {
            return Err(format!("missing: {}", missing.join(", ")).into());
        }
        let mut doc = workspace.cargo("doc");
        doc.args(["--no-deps", "--workspace", "--all-features"]);
        doc.env("RUSTDOCFLAGS", "-D warnings -D missing_docs");
        if self.open {
            doc.arg("--open");
        }
        process::run(&mut doc)
    }
}

/// The pages that `package` owes its readers and does not have.
fn missing_pages(package: &Package) -> Vec<String> {
    let owns_formats = house::room(&package.name).is_some_and(|room| room.wire);
    let pages: &[&str] = if owns_formats {
        &["README.md", "WIRE.md"]
    } else {
        &["README.md"]
    };
    let is_written = |page: &str| {
        let text = std::fs::read_to_string(package.folder().join(page));
        text.is_ok_and(|text| !text.trim().is_empty())
    };
    let absent = pages.iter().filter(|page| !is_written(page));
    absent.map(|page| format!("{page} of {}", package.name)).collect()
}
