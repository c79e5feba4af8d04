//! What `cargo metadata` says about this workspace, and commands that start inside it.

use alloc::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

use crate::process::{self, Outcome};

/// The workspace as cargo sees it, dependencies not resolved.
#[derive(Debug, Deserialize)]
pub(crate) struct Workspace {
    /// The members, in no particular order.
    pub(crate) packages: Vec<Package>,
    #[serde(rename = "workspace_root")]
    root: PathBuf,
    #[serde(rename = "target_directory")]
    target: PathBuf,
}

/// One member.
#[derive(Debug, Deserialize)]
pub(crate) struct Package {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) version: String,
    pub(crate) description: Option<String>,
    pub(crate) license: Option<String>,
    /// The file, from the package's folder.
    pub(crate) readme: Option<String>,
    pub(crate) rust_version: Option<String>,
    #[serde(default)]
    pub(crate) keywords: Vec<String>,
    #[serde(default)]
    pub(crate) categories: Vec<String>,
    #[serde(default)]
    targets: Vec<Target>,
    pub(crate) dependencies: Vec<Dependency>,
    pub(crate) features: BTreeMap<String, Vec<String>>,
    /// The registries it may go to: `Some` of an empty list says `publish = false`.
    publish: Option<Vec<String>>,
    manifest_path: PathBuf,
}

/// Something that is built of a member.
#[derive(Debug, Deserialize)]
struct Target {
    kind: Vec<String>,
}

/// One line of a `[dependencies]` table.
#[derive(Debug, Deserialize)]
pub(crate) struct Dependency {
    /// The package's own name, whatever the line renames it to.
    pub(crate) name: String,
    pub(crate) kind: Option<DependencyKind>,
    pub(crate) optional: bool,
}

/// Which table a [`Dependency`] stands in; none of these is `[dependencies]` itself.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum DependencyKind {
    Dev,
    Build,
}

impl Workspace {
    /// Asks cargo about the workspace around the current folder.
    pub(crate) fn load() -> Outcome<Self> {
        let mut command = cargo();
        command
            .args(["metadata", "--format-version", "1", "--no-deps"])
            .stderr(Stdio::inherit());
        let output = command.output()?;
        if !output.status.success() {
            return Err(format!("`cargo metadata` failed: {}", output.status).into());
        }
        Ok(serde_json::from_slice(&output.stdout)?)
    }

    /// `path` from the workspace's root.
    pub(crate) fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root.join(path)
    }

    /// `path` from the folder where cargo builds.
    pub(crate) fn target(&self, path: impl AsRef<Path>) -> PathBuf {
        self.target.join(path)
    }

    /// Cargo, to be started at the root, building where this workspace builds.
    pub(crate) fn cargo(&self, subcommand: &str) -> Command {
        let mut command = cargo();
        command
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .arg(subcommand);
        command
    }

    /// Cargo for the package in `folder`, which is a workspace of its own.
    pub(crate) fn cargo_outside(&self, folder: &str, subcommand: &str) -> Command {
        let mut command = self.cargo(subcommand);
        command.arg("--manifest-path").arg(Path::new(folder).join("Cargo.toml"));
        command
    }

    /// Cargo of the nightly toolchain, which builds apart.
    pub(crate) fn nightly(&self, subcommand: &str) -> Command {
        let mut command = Command::new("rustup");
        command
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", self.target("nightly"))
            .args(["run", "nightly", "cargo", subcommand]);
        command
    }

    /// Runs cargo's `subcommand` with `arguments`.
    pub(crate) fn run_cargo(&self, subcommand: &str, arguments: &[&str]) -> Outcome {
        process::run(self.cargo(subcommand).args(arguments))
    }

    /// The members meant for other people.
    pub(crate) fn published(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| package.is_published())
    }

    /// The members that other people's crates build on.
    pub(crate) fn libraries(&self) -> impl Iterator<Item = &Package> {
        self.published().filter(|package| package.is_library())
    }

    /// The member called `name`.
    pub(crate) fn package(&self, name: &str) -> Option<&Package> {
        self.packages.iter().find(|package| package.name == name)
    }
}

impl Package {
    /// Whether it goes to a registry.
    pub(crate) fn is_published(&self) -> bool {
        self.publish.as_ref().is_none_or(|registries| !registries.is_empty())
    }

    fn is_library(&self) -> bool {
        self.targets
            .iter()
            .any(|target| target.kind.iter().any(|kind| kind == "lib"))
    }

    /// The name of its library in code.
    pub(crate) fn identifier(&self) -> String {
        self.name.replace('-', "_")
    }

    /// The folder of its manifest.
    pub(crate) fn folder(&self) -> &Path {
        self.manifest_path.parent().expect("a manifest lies in a folder")
    }
}

/// The cargo that runs this program. What it set for this package alone is taken back, because build scripts that
/// watch those variables would run again on every change between `cargo` and `cargo xtask`.
fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in std::env::vars_os() {
        let Some(text) = name.to_str() else { continue };
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}
