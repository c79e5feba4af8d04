//! `features`: every published crate passes clippy with no feature, with each one alone, and with all.
//!
//! Only the crate itself is linted: what it is built on has its own turn, and is compiled here as users have it compiled.

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
                check.args(["--quiet", "--no-deps", "--package", &package.name]).args(&selection);
                process::run(check.args(["--", "-D", "warnings"]))?;
                checked += 1;
            }
        }
        println!("features: {checked} builds without a warning");
        Ok(())
    }
}

/// The cargo arguments of each build of `package`. With one feature, or none, some would be the same.
fn selections(package: &Package) -> Vec<Vec<&str>> {
    let features = package.features.keys().map(String::as_str);
    let named: Vec<_> = features.filter(|feature| *feature != "default").collect();
    let mut selections = vec![vec!["--no-default-features"]];
    if let [_, _, ..] = named.as_slice() {
        let each = named.iter().map(|feature| vec!["--no-default-features", "--features", feature]);
        selections.extend(each);
    }
    if !named.is_empty() {
        selections.push(vec!["--all-features"]);
    }
    selections
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(features: &str) -> Package {
        let manifest = r#"{"name":"a","dependencies":[],"publish":null,"manifest_path":"/a/Cargo.toml","features":"#;
        serde_json::from_str(&format!("{manifest}{features}}}")).unwrap()
    }

    #[test]
    fn a_build_is_made_once() {
        let none = vec!["--no-default-features"];
        assert_eq!(selections(&package("{}")), [none.clone()]);
        assert_eq!(selections(&package(r#"{"default":[]}"#)), [none.clone()]);
        let one = package(r#"{"default":["std"],"std":[]}"#);
        assert_eq!(selections(&one), [none, vec!["--all-features"]]);
    }

    #[test]
    fn each_feature_stands_alone_once_and_default_is_not_one() {
        let package = package(r#"{"default":["std"],"std":[],"simd":[]}"#);
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
