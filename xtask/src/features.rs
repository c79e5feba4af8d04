//! `features`: every published crate passes clippy with no feature, with each one alone or several, and with all.
//!
//! Only the crate itself is linted: what it is built on has its own turn, and is compiled here as users have it compiled.

use alloc::collections::BTreeSet;

use crate::choice::Choice;
use crate::process::{self, Outcome};
use crate::workspace::{Package, Workspace};

/// Checks every published crate with no feature, each feature alone, and all of them; a warning is an error.
#[derive(clap::Args, Debug)]
pub(crate) struct Features {
    /// How many features are tried together; those that switch each other on count as one.
    #[arg(long, default_value_t = 1)]
    depth: usize,
    #[command(flatten)]
    choice: Choice,
}

impl Features {
    /// What `ci` runs.
    pub(crate) const EACH_ALONE: Self = Self {
        depth: 1,
        choice: Choice::ALL,
    };
    /// What `nightly` runs.
    pub(crate) const PAIRS: Self = Self {
        depth: 2,
        choice: Choice::ALL,
    };

    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        let mut checked = 0;
        for package in self.choice.among(workspace.published())? {
            for selection in selections(package, self.depth) {
                // Clippy, because it turns the warnings of our crates alone into errors: the others are checked once,
                // and shared with the verb `clippy`.
                let mut check = workspace.cargo("clippy");
                check
                    .args(["--quiet", "--no-deps", "--package", &package.name])
                    .args(&selection);
                process::run(check.args(["--", "-D", "warnings"]))?;
                checked += 1;
            }
        }
        println!("features: {checked} builds without a warning");
        Ok(())
    }
}

/// The cargo arguments of each build of `package`; choices that switch on the same are one build.
fn selections(package: &Package, depth: usize) -> Vec<Vec<String>> {
    let named: Vec<_> = package
        .features
        .keys()
        .map(String::as_str)
        .filter(|feature| *feature != "default")
        .collect();
    let mut builds = vec![vec!["--no-default-features".to_owned()]];
    let mut seen = BTreeSet::from([BTreeSet::new()]);
    let has_features = seen.insert(closure(package, &named));
    for size in 1..=depth {
        for chosen in subsets(&named, size) {
            if seen.insert(closure(package, &chosen)) {
                let list = chosen.join(",");
                builds.push(["--no-default-features", "--features", &list].map(str::to_owned).into());
            }
        }
    }
    if has_features {
        builds.push(vec!["--all-features".to_owned()]);
    }
    builds
}

/// Every choice of `size` of `items`, in their order.
fn subsets<'n>(items: &[&'n str], size: usize) -> Vec<Vec<&'n str>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut found = Vec::new();
    for (index, item) in items.iter().enumerate() {
        for mut rest in subsets(&items[index + 1..], size - 1) {
            rest.insert(0, item);
            found.push(rest);
        }
    }
    found
}

/// The features that are on when `chosen` are asked for.
fn closure<'p>(package: &'p Package, chosen: &[&'p str]) -> BTreeSet<&'p str> {
    let mut on = BTreeSet::new();
    let mut due = chosen.to_vec();
    while let Some(feature) = due.pop() {
        let Some(enables) = package.features.get(feature) else {
            continue;
        };
        if on.insert(feature) {
            due.extend(enables.iter().map(String::as_str));
        }
    }
    on
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(features: &str) -> Package {
        let manifest = r#"{"name":"a","dependencies":[],"publish":null,"manifest_path":"/a/Cargo.toml","features":"#;
        serde_json::from_str(&format!("{manifest}{features}}}")).unwrap()
    }

    const THREE: &str = r#"{"default":["std"],"alloc":[],"std":["alloc","dep:b"],"simd":["c?/std"]}"#;

    #[test]
    fn a_build_is_made_once() {
        for (features, builds) in [
            ("{}", ["--no-default-features"].as_slice()),
            (r#"{"default":[]}"#, &["--no-default-features"]),
            (
                r#"{"default":["std"],"std":[]}"#,
                &["--no-default-features", "--all-features"],
            ),
        ] {
            assert_eq!(selections(&package(features), 1).concat(), builds, "{features}");
        }
    }

    fn features(depth: usize) -> Vec<String> {
        let builds = selections(&package(THREE), depth);
        builds.into_iter().map(|build| build[1..].join(" ")).collect()
    }

    #[test]
    fn each_feature_stands_alone_once_and_default_is_not_one() {
        assert_eq!(
            features(1),
            ["", "--features alloc", "--features simd", "--features std", ""]
        );
        let builds = selections(&package(THREE), 1);
        assert_eq!(builds.first().unwrap(), &["--no-default-features"]);
        assert_eq!(builds.last().unwrap(), &["--all-features"]);
    }

    #[test]
    fn pairs_that_make_the_same_build_are_built_once() {
        let pairs = features(2);
        // `std` switches `alloc` on, so that pair is `std` alone; and with `simd` it is all there are.
        assert_eq!(pairs[4..pairs.len() - 1], ["--features alloc,simd"]);
    }
}
