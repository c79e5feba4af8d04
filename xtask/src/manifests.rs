//! `manifests`: every crate for other people says what it is, brings its licences, and takes the lints of the house.

use std::fs;

use crate::process::Outcome;
use crate::workspace::{Package, Workspace};

/// Checks what the published crates tell a registry, that they bring their licences, and that they have the workspace's lints.
#[derive(clap::Args, Debug)]
pub(crate) struct Manifests {}

/// A registry takes no more.
const MAX_KEYWORDS: usize = 5;
const MAX_CATEGORIES: usize = 5;
const MAX_KEYWORD_LEN: usize = 20;

/// Both licences ask that their text goes with every copy; cargo packs it if it lies in the crate's folder.
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

const LINTS: &str = "[lints]\nworkspace = true\n";

impl Manifests {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        let mut faults = Vec::new();
        for package in workspace.published() {
            let mut found = shortcomings(package);
            let manifest = fs::read_to_string(package.folder().join("Cargo.toml"))?;
            if !manifest.contains(LINTS) {
                found.push("does not take the lints of the workspace".to_owned());
            }
            let absent = LICENCES.iter().filter(|name| !package.folder().join(name).is_file());
            found.extend(absent.map(|name| format!("has no {name} in its folder")));
            faults.extend(found.into_iter().map(|fault| format!("{} {fault}", package.name)));
        }
        for fault in &faults {
            eprintln!("manifests: {fault}");
        }
        if faults.is_empty() {
            println!(
                "manifests: {} published crates introduce themselves",
                workspace.published().count()
            );
            Ok(())
        } else {
            Err(format!("{} faults in manifests", faults.len()).into())
        }
    }
}

/// What a registry, or somebody who searches it, would miss in `package`.
fn shortcomings(package: &Package) -> Vec<String> {
    let fields = [
        ("description", &package.description),
        ("license", &package.license),
        ("readme", &package.readme),
        ("rust-version", &package.rust_version),
    ];
    let unsaid = fields
        .into_iter()
        .filter(|(_, value)| value.as_ref().is_none_or(String::is_empty));
    let mut found: Vec<_> = unsaid.map(|(field, _)| format!("has no {field}")).collect();
    let Package {
        keywords, categories, ..
    } = package;
    if keywords.is_empty() || keywords.len() > MAX_KEYWORDS {
        found.push(format!(
            "has {} keywords instead of 1 to {MAX_KEYWORDS}",
            keywords.len()
        ));
    }
    if categories.is_empty() || categories.len() > MAX_CATEGORIES {
        found.push(format!(
            "has {} categories instead of 1 to {MAX_CATEGORIES}",
            categories.len()
        ));
    }
    let odd = keywords.iter().filter(|keyword| !is_keyword(keyword));
    found.extend(odd.map(|keyword| format!("has a keyword that no registry takes: {keyword}")));
    found
}

/// The rule of the registry: ASCII, a letter or digit first, 20 bytes at most.
fn is_keyword(text: &str) -> bool {
    text.len() <= MAX_KEYWORD_LEN
        && text.starts_with(|first: char| first.is_ascii_alphanumeric())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-+".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMPLETE: &str = r#"{"name":"a","dependencies":[],"features":{},"publish":null,"manifest_path":"/a/Cargo.toml",
        "description":"A","license":"MIT","readme":"README.md","rust_version":"1.95","keywords":["a"],"categories":["b"]}"#;

    fn shortcomings_of(manifest: &str) -> Vec<String> {
        shortcomings(&serde_json::from_str(manifest).unwrap())
    }

    #[test]
    fn a_complete_manifest_lacks_nothing() {
        assert_eq!(shortcomings_of(COMPLETE), Vec::<String>::new());
    }

    #[test]
    fn what_is_missing_is_named() {
        assert_eq!(
            shortcomings_of(&COMPLETE.replace("\"A\"", "null")),
            ["has no description"]
        );
        assert_eq!(
            shortcomings_of(&COMPLETE.replace("\"A\"", "\"\"")),
            ["has no description"]
        );
        assert_eq!(
            shortcomings_of(&COMPLETE.replace("\"categories\":[\"b\"]", "\"categories\":[]")),
            ["has 0 categories instead of 1 to 5"]
        );
    }

    #[test]
    fn a_keyword_has_a_form() {
        for good in ["a", "no-std", "c++", "rs256", "abcdefghijklmnopqrst"] {
            assert!(is_keyword(good), "{good}");
        }
        for bad in ["", "-a", "two words", "é", "abcdefghijklmnopqrstu"] {
            assert!(!is_keyword(bad), "{bad}");
        }
    }
}
