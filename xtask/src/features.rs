//! `features`: every published crate passes clippy with no feature, with each one alone, and with all.

use crate::process::{self, Outcome};
use crate::workspace::{Package, Workspace};

/// Checks every published crate with no feature, each feature alone, and all of them; a warning is an error.
#[derive(clap::Args, Debug)]
pub(crate) struct Features {}

impl Features {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        let mut checked = 0;
        for package in workspace.published() {
            for selection in selections(package) {
                // Clippy, because it turns the warnings of our crates alone into errors: the others are checked once,
                // and shared with the verb `clippy`.
                let mut check = workspace.cargo("clippy");
                check.args(["--quiet", "--package", &package.name]).args(&selection);
                process::run(check.args(["--", "-D", "warnings"]))?;
                checked += 1;
            }
        }
        println!("features: {checked} builds without a warning");
        Ok(())
    }
}

/// The cargo arguments of each build of `package`.
fn selections(package: &Package) -> Vec<Vec<&str>> {
    let named = package
        .features
        .keys()
        .map(String::as_str)
        .filter(|feature| *feature != "default");
    let none = vec!["--no-default-features"];
    let each = named.map(|feature| vec!["--no-default-features", "--features", feature]);
    core::iter::once(none)
        .chain(each)
        .chain([vec!["--all-features"]])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_feature_stands_alone_once_and_default_is_not_one() {
        let manifest = r#"{"name":"a","dependencies":[],"publish":null,"manifest_path":"/a/Cargo.toml",
            "features":{"default":["std"],"std":[],"simd":[]}}"#;
        let package: Package = serde_json::from_str(manifest).unwrap();
        assert_eq!(
            selections(&package),
            [
                vec!["--no-default-features"],
                vec!["--no-default-features", "--features", "simd"],
                vec!["--no-default-features", "--features", "std"],
                vec!["--all-features"],
            ]
        );
    }
}
